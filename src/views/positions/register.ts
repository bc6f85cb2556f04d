import type { Holder, OfficeRegister } from '../../domain/positions/register.ts'
import { ACTION, block } from '../ids.ts'
import { actions, button, context, cut, header, type Message, message, section, select } from '../kit.ts'
import { joined, listLine, nameOf } from '../memberLine.ts'
import { ref } from '../refs.ts'
import type { Text } from '../text.ts'

/** Offices, and holders of one, that a message names. */
const OFFICES = 40
const HOLDERS = 30

/** 役員名簿 of a year, by office, with the other years to choose from. */
export function registerMessage(given: OfficeRegister, text: Text): Message {
  const { register, more } = text.positions
  const { societyId, year, asOf, years, offices, mayWrite } = given
  const heading = register.heading(year)
  return message(heading, [
    header(heading),
    context(asOf === null ? register.wholeYear : register.today(asOf)),
    ...offices.slice(0, OFFICES).map(({ label, seats, holders }) => {
      const title = `${text.pick(label)}${seats === null ? '' : register.seats(seats)}`
      return section([{ bold: cut(title, 120) }, `\n${holderLines(holders, text)}`])
    }),
    ...(offices.length > OFFICES ? [context(more(offices.length - OFFICES))] : []),
    actions(block('register'), [
      select({
        action: ACTION.chooseOfficeYear,
        items: years.map((one) => ({ value: ref(societyId, one), label: register.yearOption(one) })),
        chosen: [ref(societyId, year)],
        placeholder: register.year,
      }),
      ...(mayWrite
        ? [button({ action: ACTION.openElection, label: register.election, value: ref(societyId) })]
        : []),
    ]),
    context(text.screens.results.privacy),
  ])
}

function holderLines(holders: readonly Holder[], text: Text): string {
  const { register, term, more } = text.positions
  if (holders.length === 0) return register.vacant
  const lines = holders
    .slice(0, HOLDERS)
    .map((holder) =>
      listLine(
        joined(
          [holder.number, nameOf(holder), holder.affiliation, term(holder.startedOn, holder.endedOn)],
          '　',
        ),
      ),
    )
  return [...lines, ...(holders.length > HOLDERS ? [more(holders.length - HOLDERS)] : [])].join('\n')
}
