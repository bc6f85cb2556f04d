import type { DeletionError } from '../../../domain/deletion/errors.ts'
import type { ErrorTexts } from '../errorTexts.ts'

export const deletionErrors: Pick<ErrorTexts, DeletionError['code']> = {
  'deletion-number': ({ number }) => [
    `This is not the number of the member to be deleted (${number}). Please look again.`,
  ],
  'deletion-reason': () => ['Please say why the member is to be deleted.'],
  'deletion-owes': ({ number, count }) => [
    `Member ${number} has ${count} unpaid ${count === 1 ? 'invoice' : 'invoices'} and can’t be deleted before they are paid or cancelled.`,
  ],
  'deletion-holds': ({ number, positions }) => [
    `Member ${number} holds office (${positions.map(({ en }) => en).join(', ')}) and can’t be deleted before the term ends.`,
  ],
  'deletion-waits': ({ approvalId }) => [
    `The deletion of this member was asked for already (request ${approvalId}) and waits to be approved.`,
  ],
}
