import { describe, expect, it } from 'vitest'
import { decideApproval } from '../../../src/domain/approvals/decide.ts'
import type { Conditions } from '../../../src/domain/search/conditions.ts'
import { reindexMembers } from '../../../src/domain/search/reindex.ts'
import { keepResultSet } from '../../../src/domain/search/resultSets.ts'
import {
  type BatchInput,
  type BatchPreview,
  previewBatch,
  previewSelection,
  withdrawBatch,
} from '../../../src/domain/withdrawal/batch.ts'
import type { MembershipFacts } from '../../../src/domain/withdrawal/facts.ts'
import { completeHeld } from '../../../src/domain/withdrawal/held.ts'
import { undoWithdrawals } from '../../../src/domain/withdrawal/undo.ts'
import { withdrawMember } from '../../../src/domain/withdrawal/withdraw.ts'
import { MEDICAL, TODAY, typed } from '../find/world.ts'
import { cancelAll, factsOf, inputFor, useStage } from './people.ts'

const stage = useStage()
const { key, rows } = stage

const office = () => stage.world.as('secretariat')

/** A kept search that finds exactly these members. */
async function searchFor(ids: readonly number[]): Promise<number> {
  const mark = `一括${key()}`
  await stage.world.db.prisma.$transaction(async (tx) => {
    await tx.member.updateMany({
      where: { societyId: MEDICAL, id: { in: [...ids] } },
      data: { affiliation: mark },
    })
    await reindexMembers(tx, MEDICAL, ids)
  })
  return keepFor(typed(stage.world, `所属:${mark} 状態:すべて`))
}

async function keepFor(conditions: Conditions): Promise<number> {
  const kept = await keepResultSet(office(), conditions, 1)
  if (!kept.ok) throw new Error(kept.error.code)
  return kept.value.id
}

async function previewOf(ids: readonly number[]): Promise<BatchPreview> {
  const preview = await previewBatch(office(), await searchFor(ids))
  if (!preview.ok) throw new Error(preview.error.code)
  return preview.value
}

const numbers = (members: readonly { readonly number: string }[]) => members.map(({ number }) => number)

function inputOf(preview: BatchPreview, more: Partial<BatchInput> = {}): BatchInput {
  return {
    selectionId: preview.selectionId,
    terms: { acceptedOn: TODAY, withdrawnOn: TODAY, reason: 'lapsed', endPositions: false },
    note: null,
    settle: null,
    seen: { ready: preview.ready.length, owing: preview.owing.length },
    count: preview.ready.length,
    ...more,
  }
}

const withoutVersion = ({ version: _version, ...facts }: MembershipFacts) => facts

describe('several members at once', () => {
  it('are split into ready, owing and blocked, each with its cause', async () => {
    const [ready, owing, gone] = [
      await stage.people.clean(),
      await stage.people.owing(),
      await stage.people.take(`m.lifecycle = 'withdrawn'`),
    ]
    const preview = await previewOf([ready, owing, gone])
    const { number } = await factsOf(stage.world, gone)
    expect([preview.ready, preview.owing].map((part) => part.map(({ id }) => id))).toEqual([[ready], [owing]])
    expect(preview.blocked.map(({ member, cause }) => [member.id, cause])).toEqual([
      [gone, { code: 'not-active', number, lifecycle: 'withdrawn' }],
    ])
    expect(
      await rows(
        `SELECT action, facts FROM audit_entry WHERE society_id = ${MEDICAL} AND subject = 'result_set' ORDER BY id DESC LIMIT 1`,
      ),
    ).toEqual([{ action: 'selection.frozen', facts: { total: 3 } }])
  })

  it('leave together, and come back together', async () => {
    const ids = [await stage.people.clean(), await stage.people.clean(), await stage.people.clean()]
    const owing = await stage.people.owing()
    const preview = await previewOf([...ids, owing])
    const before = await Promise.all(ids.map((id) => factsOf(stage.world, id)))
    const done = await withdrawBatch(office(), inputOf(preview), key())
    expect(done).toEqual({
      ok: true,
      value: {
        taskId: expect.any(Number),
        withdrawnOn: TODAY,
        kind: 'now',
        ready: 3,
        held: 0,
        staying: 1,
        approvalId: null,
      },
    })
    const states = await Promise.all(
      [...ids, owing].map(async (id) => (await factsOf(stage.world, id)).lifecycle),
    )
    expect(states).toEqual(['withdrawn', 'withdrawn', 'withdrawn', 'active'])
    const taskId = done.ok ? done.value.taskId : 0
    const undone = await undoWithdrawals(office(), { taskId }, key())
    expect(undone.ok && numbers(undone.value.members).sort()).toEqual(numbers(before).sort())
    const after = await Promise.all(ids.map((id) => factsOf(stage.world, id)))
    expect(after.map(withoutVersion)).toEqual(before.map(withoutVersion))
    expect(await undoWithdrawals(office(), { taskId }, key())).toEqual({
      ok: false,
      error: { code: 'undo-gone' },
    })
  })

  it('send all their invoices as one request, and are released together', async () => {
    const ids = [await stage.people.owing(2), await stage.people.owing(), await stage.people.clean()]
    const preview = await previewOf(ids)
    const invoices = preview.owing.flatMap(({ openInvoices }) => openInvoices).length
    const settle = { settlement: 'paid_manually', reason: 'lapsed' } as const
    const done = await withdrawBatch(office(), inputOf(preview, { settle, count: 3 }), key())
    expect(done).toMatchObject({ ok: true, value: { ready: 1, held: 2, staying: 0 } })
    const approvalId = (done.ok && done.value.approvalId) || 0
    expect(
      await rows(
        `SELECT count(*)::int AS n FROM settlement_item WHERE society_id = ${MEDICAL} AND approval_id = ${approvalId}`,
      ),
    ).toEqual([{ n: invoices }])
    await decideApproval(stage.world.as('treasurer'), { approvalId, decision: 'approve', note: null }, key())
    const completed = await completeHeld(office(), approvalId)
    expect(completed.ok && completed.value.completed).toEqual(ids.slice(0, 2).toSorted((a, b) => a - b))
    for (const id of ids) expect((await factsOf(stage.world, id)).lifecycle).toBe('withdrawn')
  })

  it('of whom one is asked about already can’t be settled again, and the split says so', async () => {
    const [asked, owing] = [await stage.people.owing(), await stage.people.owing()]
    const facts = await factsOf(stage.world, asked)
    const first = await withdrawMember(office(), inputFor(facts, { settlements: cancelAll(facts) }), key())
    expect(first).toMatchObject({ ok: true, value: { kind: 'request-only' } })
    const preview = await previewOf([asked, owing])
    const settle = { settlement: 'cancel', reason: 'lapsed' } as const
    expect(await withdrawBatch(office(), inputOf(preview, { settle, count: 2 }), key())).toEqual({
      ok: false,
      error: { code: 'selection-changed', ready: 0, blocked: 2 },
    })
    const { terms } = inputOf(preview)
    const anew = await previewSelection(office(), preview.selectionId, terms, settle)
    expect(
      anew.ok && [anew.value.owing.map(({ id }) => id), anew.value.blocked.map(({ cause }) => cause.code)],
    ).toEqual([[owing], ['invoice-requested']])
    const input = inputOf(preview, { settle, count: 1, seen: { ready: 0, owing: 1 } })
    expect(await withdrawBatch(office(), input, key())).toMatchObject({
      ok: true,
      value: { ready: 0, held: 1, staying: 1 },
    })
  })

  it('can be dated ahead', async () => {
    const preview = await previewOf([await stage.people.clean(), await stage.people.clean()])
    const terms = { acceptedOn: TODAY, withdrawnOn: '2027-03-31', reason: 'year_end', endPositions: false }
    expect(await withdrawBatch(office(), inputOf(preview, { terms }), key())).toMatchObject({
      ok: true,
      value: { kind: 'dated', ready: 2, withdrawnOn: '2027-03-31' },
    })
    for (const { id } of preview.ready)
      expect((await factsOf(stage.world, id)).planned?.runsOn).toBe('2027-03-31')
  })

  it('all or none: nobody leaves where one is no longer ready', async () => {
    const ids = [await stage.people.clean(), await stage.people.clean()]
    const preview = await previewOf(ids)
    await withdrawMember(office(), inputFor(await factsOf(stage.world, ids[0] ?? 0)), key())
    expect(await withdrawBatch(office(), inputOf(preview), key())).toEqual({
      ok: false,
      error: { code: 'selection-changed', ready: 1, blocked: 1 },
    })
    expect((await factsOf(stage.world, ids[1] ?? 0)).lifecycle).toBe('active')
  })

  it.each([
    [{ count: 2 }, { code: 'count-mismatch', field: 'count', expected: 1 }],
    [
      { terms: { acceptedOn: TODAY, withdrawnOn: TODAY, reason: 'x', endPositions: false } },
      { code: 'reason-unknown', field: 'reason' },
    ],
    [{ settle: { settlement: 'cancel', reason: 'x' } }, { code: 'stale' }],
    [{ selectionId: 999_999 }, { code: 'result-gone' }],
  ] as const)('are refused for %j', async (more, error) => {
    const id = await stage.people.clean()
    const preview = await previewOf([id])
    expect(await withdrawBatch(office(), inputOf(preview, more), key())).toEqual({ ok: false, error })
    expect((await factsOf(stage.world, id)).lifecycle).toBe('active')
  })

  it('are at most a hundred, at least one, and only for who searched', async () => {
    const everybody = await previewBatch(office(), await keepFor(typed(stage.world, '状態:有効')))
    expect(everybody).toEqual({
      ok: false,
      error: { code: 'too-many-members', limit: 100, count: expect.any(Number) },
    })
    const nobody = await previewBatch(office(), await keepFor(typed(stage.world, '山田 所属:どこにもない')))
    expect(nobody).toEqual({ ok: false, error: { code: 'nobody-ready' } })
    const gone = await stage.people.take(`m.lifecycle = 'withdrawn'`)
    const preview = await previewOf([gone])
    expect(await withdrawBatch(office(), inputOf(preview), key())).toEqual({
      ok: false,
      error: { code: 'nobody-ready' },
    })
    const colleague = stage.world.as('secretariat', { user: 'U_SECRETARIAT2' })
    expect(await withdrawBatch(colleague, inputOf(preview), key())).toEqual({
      ok: false,
      error: { code: 'result-gone' },
    })
  })
})
