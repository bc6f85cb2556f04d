import { drawFamilyName, GIVEN_NAMES } from '../names.ts'
import { drawAddress, drawPhone } from '../places.ts'
import type { Random } from '../random.ts'
import { MEDICAL } from '../societies.ts'
import { drawCalling, WORKPLACES, type Workplace } from '../workplaces.ts'
import { type Life, type ScaleFrame, streamOf } from './life.ts'

/** Who a member of the bulk is. Written out field by field: copying objects would take most of the time of a load. */
export function profileOf(frame: ScaleFrame, index: number, life: Life) {
  const random = streamOf(frame, index, 2)
  const place = random.pick(WORKPLACES)
  const person = life.kind === 'individual' ? drawPerson(random, place) : undefined
  const address = drawAddress(random)
  const suffix = life.kind === 'supporting' ? SUPPORTERS : INSTITUTION
  return {
    phone: random.chance(0.85) ? drawPhone(random) : null,
    postalCode: address.postal_code,
    prefecture: address.prefecture,
    address: address.address,
    notices: random.chance(0.9),
    boardAccess: random.chance(0.7) ? ('poster' as const) : ('reader' as const),
    remarks: random.chance(0.02) ? '会誌は勤務先へ送付' : null,
    organisationName: person ? null : place.name + suffix.kanji,
    organisationKana: person ? null : place.kana + suffix.kana,
    units: person ? null : 1,
    capacity: life.kind === 'institution' ? 10 : null,
    familyName: person?.family.kanji ?? null,
    givenName: person?.given.kanji ?? null,
    familyKana: person?.family.kana ?? null,
    givenKana: person?.given.kana ?? null,
    email: life.hasEmail ? `${person?.box ?? `office${index}`}@${place.domain}` : null,
    affiliation: person ? place.name : null,
    title: person?.calling.title ?? null,
    qualifications: person?.calling.qualifications ?? null,
    departmentCategory: person?.calling.department_category ?? null,
    department: person?.calling.department ?? null,
    physicianLicence: person?.calling.physician_licence ?? null,
  }
}

const INSTITUTION = { kanji: '', kana: '' }
const SUPPORTERS = { kanji: '後援会', kana: 'コウエンカイ' }

function drawPerson(random: Random, place: Workplace) {
  const [family, given] = [drawFamilyName(random), random.pick(GIVEN_NAMES)]
  const calling = drawCalling(random, place.name.includes('看護') ? 1 : MEDICAL.nurses)
  return { family, given, calling, box: `${given.latin}.${family.latin}${random.int(900) + 100}` }
}
