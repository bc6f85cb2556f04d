import type { Random } from './random.ts'

/** A made-up place of work; `domain` is the host of its mail addresses. */
export interface Workplace {
  readonly name: string
  readonly kana: string
  readonly domain: string
}

const OWNERS = `架空 カクウ kakuu,虚構 キョコウ kyokou,仮想 カソウ kasou,空想 クウソウ kuusou,例示 レイジ reiji,見本 ミホン mihon,夢野 ユメノ yumeno,幻影 ゲンエイ genei,
白紙 ハクシ hakushi,雲上 ウンジョウ unjo,星空 ホシゾラ hoshizora,青空 アオゾラ aozora`
const PLACES = `大学医学部附属病院 ダイガクイガクブフゾクビョウイン u,医科大学 イカダイガク med,大学大学院医学研究科 ダイガクダイガクインイガクケンキュウカ grad,
大学看護学部 ダイガクカンゴガクブ nurs,薬科大学 ヤッカダイガク pharm,市立総合病院 シリツソウゴウビョウイン city,県立中央病院 ケンリツチュウオウビョウイン pref,
医療センター イリョウセンター center,記念病院 キネンビョウイン hosp,クリニック クリニック clinic,研究所 ケンキュウジョ lab`

const split = (text: string) => text.split(',').map((line) => line.trim().split(' '))

/** All places of work; a little more than half of the people who draw one work at a university. */
export const WORKPLACES: readonly Workplace[] = split(OWNERS).flatMap(([owner, ownerKana, host]) =>
  split(PLACES).map(([place, placeKana, part]) => ({
    name: `${owner}${place}`,
    kana: `${ownerKana}${placeKana}`,
    domain: `${host}-${part}.example.com`,
  })),
)

const FIELDS: readonly { category: string; departments: readonly string[] }[] = [
  {
    category: '内科系',
    departments: ['内科', '循環器内科', '消化器内科', '呼吸器内科', '脳神経内科', '腎臓内科'],
  },
  { category: '外科系', departments: ['外科', '整形外科', '脳神経外科', '心臓血管外科', '泌尿器科'] },
  { category: '小児・周産期', departments: ['小児科', '産婦人科', '新生児科'] },
  { category: '救急・麻酔', departments: ['救急科', '麻酔科', '集中治療科'] },
  { category: '画像・病理', departments: ['放射線科', '病理診断科'] },
  { category: 'その他', departments: ['リハビリテーション科', '総合診療科', '精神科', '皮膚科'] },
]
const PHYSICIAN_TITLES = ['教授', '准教授', '講師', '助教', '医員', '部長', '医長', '院長', '大学院生']
const NURSE_TITLES = ['看護部長', '看護師長', '主任', '看護師', '教授', '講師', '助教', '大学院生']
const PHYSICIAN_PAPERS = ['専門医', '指導医', '認定医', '専門医・指導医', '医学博士', '専門医・医学博士']
const NURSE_PAPERS = ['認定看護師', '専門看護師', '看護学博士', '保健師', '助産師']

/** What a person does for a living, as the columns of a member. */
export interface Calling {
  readonly title: string
  readonly qualifications: string | null
  readonly department_category: string
  readonly department: string
  readonly physician_licence: boolean
}

/** Draws a calling; `nurses` is the share of people without a physician's licence. */
export function drawCalling(random: Random, nurses: number): Calling {
  const nurse = random.chance(nurses)
  const field = random.pick(FIELDS)
  return {
    title: random.pick(nurse ? NURSE_TITLES : PHYSICIAN_TITLES),
    qualifications: random.chance(0.6) ? random.pick(nurse ? NURSE_PAPERS : PHYSICIAN_PAPERS) : null,
    department_category: field.category,
    department: random.pick(field.departments),
    physician_licence: !nurse,
  }
}
