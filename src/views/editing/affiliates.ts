import type { ModalView } from '@slack/types'
import type { AffiliatesForm } from '../../domain/members/affiliates.ts'
import { fieldAction } from '../fieldIds.ts'
import { CALLBACK } from '../ids.ts'
import { alert, context, input, modal, multiSelect, type Part, section, textInput } from '../kit.ts'
import { joined, nameOf } from '../memberLine.ts'
import { refWithReply } from '../refs.ts'
import type { Text } from '../text.ts'

/** Longest text of numbers. */
const NUMBERS = 1000

/** 所属メンバー: who is there, who comes, who goes. */
export function affiliatesModal(
  form: AffiliatesForm,
  text: Text,
  { reply, notice }: { readonly reply: number | undefined; readonly notice?: readonly Part[] },
): ModalView {
  const { affiliates: words, member } = text.editing
  const { societyId, memberId, number, name, affiliates, more, capacity, units } = form
  const count = affiliates.length + more
  const limits = joined(
    [units === null ? null : words.units(units), capacity === null ? null : words.capacity(capacity)],
    text.screens.separator,
  )
  return modal({
    callback: CALLBACK.affiliates,
    title: words.title,
    submit: words.submit,
    close: text.screens.close,
    metadata: refWithReply([societyId, memberId], reply),
    blocks: [
      ...(notice === undefined ? [] : [alert(notice, 'warning')]),
      section([{ bold: member(number, nameOf(name)) }, `\n${words.heading(count)}`]),
      ...(limits === '' ? [] : [context(limits)]),
      input({
        id: 'add',
        label: words.add,
        hint: words.addHint,
        element: textInput({ action: fieldAction('add'), max: NUMBERS }),
      }),
      ...(affiliates.length === 0
        ? [context(words.none)]
        : [
            input({
              id: 'remove',
              label: words.remove,
              element: multiSelect({
                action: fieldAction('remove'),
                items: affiliates.map((one) => ({
                  value: String(one.id),
                  label: member(one.number, nameOf(one.name)),
                })),
                placeholder: words.removePlaceholder,
              }),
            }),
          ]),
      ...(more === 0 ? [] : [context(words.more(more))]),
    ],
  })
}
