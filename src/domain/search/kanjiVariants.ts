/**
 * Kanji written in several forms, as groups: the first character stands for all of its group.
 *
 * Sources: 常用漢字表 (内閣告示, 2010), the 康熙字典体 in parentheses; 人名用漢字 (戸籍法施行規則 別表第二, both parts);
 * 表外漢字字体表 (国語審議会, 2000), 簡易慣用字体; the forms that JIS X 0208:1983 exchanged; and, at the end, forms met in
 * family registers. Checked against cjkvi-variants (joyo, jinmei, hyogai). Forms that NFKC itself unifies (神, 福 as
 * compatibility ideographs) are not repeated.
 *
 * Rule for the last part: two forms share a group when an office asked for one on the telephone would look under the other as
 * well (斉・斎・齊・齋, 島・嶋・嶌, 渕・淵). Letters that only sound alike (坂・阪, 川・河, 太・大) stay apart.
 */
const JOYO = `
亜亞 悪惡 圧壓 囲圍 医醫 為爲 壱壹 隠隱 栄榮 営營 衛衞 駅驛 円圓 塩鹽 縁緣 艶艷 応應 欧歐 殴毆 桜櫻 奥奧 横橫 温溫 穏穩 仮假
価價 画畫 会會 絵繪 壊壞 懐懷 概槪 拡擴 殻殼 覚覺 学學 岳嶽 楽樂 渇渴 缶罐 巻卷 陥陷 勧勸 寛寬 関關 歓歡 観觀 気氣 既旣 帰歸
亀龜 偽僞 戯戲 犠犧 旧舊 拠據 挙擧 虚虛 峡峽 挟挾 狭狹 郷鄕鄉 暁曉 区區 駆驅駈 勲勳 薫薰 径徑 茎莖 恵惠 掲揭 渓溪 経經 蛍螢
軽輕 継繼 鶏鷄 芸藝 撃擊 欠缺 研硏 県縣 倹儉 剣劍劒劔剱 険險 圏圈 検檢 献獻 権權 顕顯 験驗 厳嚴 広廣 効效 恒恆 黄黃 鉱鑛礦砿
号號 国國圀 黒黑 砕碎 済濟 剤劑 雑雜 参參 桟棧 蚕蠶 惨慘 賛贊 残殘 糸絲 歯齒 児兒 辞辭 湿濕 実實 写寫 釈釋 寿壽夀 収收 従從
渋澁澀 獣獸 縦縱 粛肅 処處 緒緖 叙敍敘 将將 称稱 渉涉 焼燒 証證 奨奬獎 条條 状狀 乗乘 浄淨 剰剩 畳疊 縄繩 壌壤 嬢孃 譲讓 醸釀
触觸 嘱囑 真眞 寝寢 慎愼 尽盡 図圖 粋粹 酔醉 穂穗 随隨 髄髓 枢樞 数數 瀬瀨 声聲 静靜 窃竊 摂攝 専專 浅淺 戦戰 践踐 銭錢 潜潛
繊纖 禅禪 双雙 壮壯 争爭 荘莊 捜搜 挿插 巣巢 曽曾 痩瘦 装裝 総總 騒騷 増增 蔵藏 臓臟 即卽 属屬 続續 堕墮 対對 体體躰 帯帶
滞滯 台臺 滝瀧 択擇 沢澤 担擔 単單 胆膽 団團 断斷 弾彈 遅遲 痴癡 虫蟲 昼晝 鋳鑄 庁廳 徴徵 聴聽 勅敕 鎮鎭 逓遞 鉄鐵 点點
転轉 伝傳 灯燈 当當 党黨 盗盜 稲稻 闘鬪鬭 徳德 独獨 読讀 届屆 弐貳 悩惱 脳腦 覇霸 拝拜 廃廢 売賣 麦麥 発發 髪髮 抜拔 晩晚
蛮蠻 秘祕 瓶甁 払拂 仏佛 併倂 並竝 餅餠 変變 弁辨瓣辯 歩步 宝寶寳 豊豐 褒襃 翻飜 毎每 万萬 満滿 麺麵 黙默 弥彌 訳譯 薬藥
与與 予豫 余餘 誉譽 揺搖 様樣 謡謠 来來 頼賴 乱亂 覧覽 竜龍 両兩 猟獵 緑綠 涙淚 塁壘 礼禮 励勵 戻戾 霊靈 齢齡 暦曆 歴歷
恋戀 錬鍊 炉爐 労勞 郎郞 楼樓 録錄 湾灣 冊册 隷隸 舗舖`

const NAMES = `
亘亙 凛凜 尭堯 巌巖 晃晄 桧檜 槙槇 祢禰 祷禱 禄祿 穣穰 萌萠 遥遙 園薗 島嶋嶌 杯盃 富冨 峰峯 野埜 涼凉`

const PRINTED = `
繍繡 鴎鷗 蒋蔣 醤醬 蝋蠟 唖啞 芦蘆 頴穎 撹攪 噛嚙 鹸鹼 麹麴 掻搔 枡桝 屏屛 并幷 弯彎 沪濾 鯵鰺 鴬鶯 蛎蠣 竃竈 潅灌 諌諫 頚頸
蕊蘂 靭靱 賎賤 壷壺 砺礪 梼檮 涛濤 迩邇 蝿蠅 侭儘 薮藪 篭籠 呑吞 嘘噓 侠俠 繋繫 顛顚 躯軀 焔焰 莱萊 溌潑 醗醱 涜瀆 嚢囊
箪簞 掴摑 蝉蟬 騨驒 填塡 剥剝 頬頰 鈎鉤 叱𠮟`

const REGISTERS = `
高髙 崎﨑嵜 辺邊邉 斉斎齊齋斊 浜濱濵 渕淵渊 橋𣘺槗 吉𠮷 土圡 桑桒 柳栁桺 館舘 船舩 秋穐龝 松枩 留畄 栃杤 鶴靍靏 喜㐂 昇曻
彦彥 戸戶 尚尙 内內 呉吳 青靑 清淸 姫姬 教敎 説說 悦悅 税稅 脱脫 鋭銳 閲閱 絶絕 瑶瑤 産產 顔顏 兎兔 煕熙凞 昂昻 皐皋 晋晉
聡聰 婿壻 隣鄰 群羣 迪廸 厨廚 略畧 峨峩`

/** The groups, each written without separators; a test holds them disjoint and stable under NFKC. */
export const KANJI_GROUPS: readonly string[] = [JOYO, NAMES, PRINTED, REGISTERS].join(' ').trim().split(/\s+/)

/** From a variant to the form that stands for its group. */
export const KANJI_VARIANTS: ReadonlyMap<string, string> = new Map(
  KANJI_GROUPS.flatMap((group) => {
    const [head = '', ...variants] = group
    return variants.map((variant): [string, string] => [variant, head])
  }),
)
