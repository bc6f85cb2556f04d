import { weightedDraw } from './random.ts'

/** A name as it is written and read, with the Latin form that mail addresses are made of. */
export interface Name {
  readonly kanji: string
  readonly kana: string
  readonly latin: string
}

/** The most common family names with their share of the people, in 1/100,000 (rounded from the usual rankings). */
const COMMON = `
佐藤 サトウ sato 1500, 鈴木 スズキ suzuki 1420, 高橋 タカハシ takahashi 1110, 田中 タナカ tanaka 1050, 伊藤 イトウ ito 840,
渡辺 ワタナベ watanabe 830, 山本 ヤマモト yamamoto 820, 中村 ナカムラ nakamura 820, 小林 コバヤシ kobayashi 800, 加藤 カトウ kato 690,
吉田 ヨシダ yoshida 650, 山田 ヤマダ yamada 640, 佐々木 ササキ sasaki 530, 山口 ヤマグチ yamaguchi 500, 松本 マツモト matsumoto 490,
井上 イノウエ inoue 480, 木村 キムラ kimura 450, 林 ハヤシ hayashi 430, 斎藤 サイトウ saito 420, 清水 シミズ shimizu 410,
山崎 ヤマザキ yamazaki 380, 森 モリ mori 360, 池田 イケダ ikeda 350, 橋本 ハシモト hashimoto 350, 阿部 アベ abe 340,
石川 イシカワ ishikawa 330, 山下 ヤマシタ yamashita 320, 中島 ナカジマ nakajima 300, 石井 イシイ ishii 300, 小川 オガワ ogawa 290,
前田 マエダ maeda 290, 岡田 オカダ okada 280, 長谷川 ハセガワ hasegawa 280, 藤田 フジタ fujita 270, 後藤 ゴトウ goto 270,
近藤 コンドウ kondo 270, 村上 ムラカミ murakami 260, 遠藤 エンドウ endo 260, 青木 アオキ aoki 240, 坂本 サカモト sakamoto 240,
福田 フクダ fukuda 220, 太田 オオタ ota 220, 西村 ニシムラ nishimura 220, 藤井 フジイ fujii 210, 岡本 オカモト okamoto 210,
金子 カネコ kaneko 210, 藤原 フジワラ fujiwara 210, 三浦 ミウラ miura 210, 中野 ナカノ nakano 200, 中川 ナカガワ nakagawa 200,
原田 ハラダ harada 200, 松田 マツダ matsuda 190, 竹内 タケウチ takeuchi 190, 小野 オノ ono 190, 田村 タムラ tamura 190,
中山 ナカヤマ nakayama 180, 和田 ワダ wada 180, 石田 イシダ ishida 180, 森田 モリタ morita 170, 上田 ウエダ ueda 170,
勅使河原 テシガワラ teshigawara 160, 髙橋 タカハシ takahashi 90, 渡邊 ワタナベ watanabe 110, 渡邉 ワタナベ watanabe 90,
齋藤 サイトウ saito 60, 山﨑 ヤマザキ yamazaki 40, 濵田 ハマダ hamada 30, 德永 トクナガ tokunaga 20, 東海林 ショウジ shoji 20`

/** Rarer family names are composed of two of these; together they are the rest of the people. */
const FIRST = `大 オオ o,小 コ ko,上 ウエ ue,中 ナカ naka,下 シモ shimo,西 ニシ nishi,東 ヒガシ higashi,北 キタ kita,南 ミナミ minami,松 マツ matsu,
竹 タケ take,杉 スギ sugi,梅 ウメ ume,桜 サクラ sakura,藤 フジ fuji,荒 アラ ara,石 イシ ishi,岩 イワ iwa,黒 クロ kuro,白 シロ shiro,青 アオ ao,
赤 アカ aka,水 ミズ mizu,長 ナガ naga,福 フク fuku,吉 ヨシ yoshi,宮 ミヤ miya,安 ヤス yasu,平 ヒラ hira,横 ヨコ yoko,古 フル furu,新 ニイ nii`
const SECOND = `田 タ ta,川 カワ kawa,山 ヤマ yama,村 ムラ mura,野 ノ no,原 ハラ hara,島 シマ shima,崎 サキ saki,沢 サワ sawa,井 イ i,木 キ ki,
口 グチ guchi,橋 ハシ hashi,谷 タニ tani,岡 オカ oka,浜 ハマ hama,塚 ヅカ zuka,瀬 セ se,江 エ e,倉 クラ kura`
const RARE_SHARE = 105

const GIVEN = `
誠 マコト makoto,浩 ヒロシ hiroshi,健一 ケンイチ kenichi,大輔 ダイスケ daisuke,拓也 タクヤ takuya,翔太 ショウタ shota,直樹 ナオキ naoki,
和夫 カズオ kazuo,隆 タカシ takashi,修 オサム osamu,学 マナブ manabu,亮 リョウ ryo,哲也 テツヤ tetsuya,康弘 ヤスヒロ yasuhiro,
正人 マサト masato,達也 タツヤ tatsuya,雄大 ユウダイ yudai,一郎 イチロウ ichiro,孝之 タカユキ takayuki,章 アキラ akira,洋平 ヨウヘイ yohei,
茂 シゲル shigeru,豊 ユタカ yutaka,悠斗 ユウト yuto,蓮 レン ren,恵子 ケイコ keiko,裕子 ユウコ yuko,久美子 クミコ kumiko,由美 ユミ yumi,
陽子 ヨウコ yoko,直美 ナオミ naomi,真由美 マユミ mayumi,智子 トモコ tomoko,美咲 ミサキ misaki,彩 アヤ aya,愛 アイ ai,千尋 チヒロ chihiro,
麻衣 マイ mai,香織 カオリ kaori,明美 アケミ akemi,幸子 サチコ sachiko,和子 カズコ kazuko,節子 セツコ setsuko,京子 キョウコ kyoko,
葵 アオイ aoi,陽菜 ヒナ hina,結衣 ユイ yui,さくら サクラ sakura,真理 マリ mari,薫 カオル kaoru,光 ヒカル hikaru,純 ジュン jun`

function parse(line: string): Name & { share: number } {
  const [kanji = '', kana = '', latin = '', share = '0'] = line.trim().split(' ')
  return { kanji, kana, latin, share: Number(share) }
}

const common = COMMON.split(',').map(parse)
const rare = FIRST.split(',').flatMap((first) =>
  SECOND.split(',').map((second): Name => {
    const [a, b] = [parse(first), parse(second)]
    return { kanji: a.kanji + b.kanji, kana: a.kana + b.kana, latin: a.latin + b.latin }
  }),
)

/** Draws a family name, each as often as in Japan: 佐藤 for 1.5% of the people, 勅使河原 for 0.16%. */
export const drawFamilyName = weightedDraw<Name>([
  ...common.map((name) => ({ value: name, weight: name.share })),
  ...rare.map((name) => ({ value: name, weight: RARE_SHARE })),
])

/** Given names, all common. */
export const GIVEN_NAMES: readonly Name[] = GIVEN.split(',').map(parse)
