import { z } from 'zod'
import { ACTION, CALLBACK } from '../../views/ids.ts'
import { action, type Route } from '../answer/route.ts'
import { fillEdit } from './editing.ts'
import { fillRegistration } from './registration.ts'

const input = z.object({
  fields: z.object({ postalCode: z.string().max(20).default('') }).catchall(z.unknown()),
})

/** The button below a postal code, on whichever form it stands. */
export const POSTAL_ROUTES: readonly Route[] = [
  action({
    id: ACTION.fillAddress,
    permission: 'member.write',
    input,
    handle: (call, { fields: { postalCode } }) =>
      call.interaction.view?.callbackId === CALLBACK.edit
        ? fillEdit(call, postalCode)
        : fillRegistration(call, postalCode),
  }),
]
