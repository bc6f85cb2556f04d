import { type Random, weightedDraw } from './random.ts'

/** Prefectures with their people in units of 10,000 (census of 2020, rounded). */
const PREFECTURES = `北海道 522,青森県 124,岩手県 121,宮城県 230,秋田県 96,山形県 107,福島県 183,茨城県 287,栃木県 193,群馬県 194,埼玉県 734,
千葉県 628,東京都 1405,神奈川県 924,新潟県 220,富山県 103,石川県 113,福井県 77,山梨県 81,長野県 205,岐阜県 198,静岡県 363,愛知県 754,
三重県 177,滋賀県 141,京都府 258,大阪府 884,兵庫県 547,奈良県 132,和歌山県 92,鳥取県 55,島根県 67,岡山県 189,広島県 280,山口県 134,
徳島県 72,香川県 95,愛媛県 133,高知県 69,福岡県 514,佐賀県 81,長崎県 131,熊本県 174,大分県 112,宮崎県 107,鹿児島県 159,沖縄県 147`

const TOWNS = ['架空町', '緑町', '若葉町', '見本町', '例示町', '仮町', '空想台', '夢野町']

/** Draws a prefecture, by population. */
const drawPrefecture = weightedDraw(
  PREFECTURES.split(',').map((line) => {
    const [value = '', people] = line.trim().split(' ')
    return { value, weight: Number(people) }
  }),
)

/** An address that is nowhere: real prefectures, made-up towns, postal codes that begin with 000. */
export function drawAddress(random: Random): { postal_code: string; prefecture: string; address: string } {
  const [a, b, c] = [1 + random.int(9), 1 + random.int(30), 1 + random.int(20)]
  return {
    postal_code: `000-${String(random.int(10_000)).padStart(4, '0')}`,
    prefecture: drawPrefecture(random),
    address: `架空市${random.pick(TOWNS)}${a}-${b}-${c}`,
  }
}

/** A telephone number that can't be anyone's. */
export function drawPhone(random: Random): string {
  const line = String(random.int(10_000)).padStart(4, '0')
  return random.chance(0.4) ? `03-0000-${line}` : `090-0000-${line}`
}
