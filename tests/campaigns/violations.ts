/** What must never be seen, whoever raced with whom and whatever they checked themselves; each row found is one violation. */
export const HELD_BY_DATABASE = `
  SELECT 'withdrawn with an open invoice' AS what FROM member m JOIN invoice i USING (society_id)
    WHERE i.member_id = m.id AND m.lifecycle = 'withdrawn' AND i.state = 'open' AND i.paid_yen < i.amount_yen AND NOT i.superseded
  UNION ALL SELECT 'paid differs from the ledger' FROM invoice i
    WHERE i.paid_yen <> (SELECT coalesce(sum(a.amount_yen), 0) FROM allocation a WHERE a.society_id = i.society_id AND a.invoice_id = i.id)
  UNION ALL SELECT 'spent differs from the ledger' FROM payment p
    WHERE p.allocated_yen <> (SELECT coalesce(sum(a.amount_yen), 0) FROM allocation a WHERE a.society_id = p.society_id AND a.payment_id = p.id)
  UNION ALL SELECT 'two invoices that count' FROM invoice i WHERE i.state <> 'cancelled' AND NOT i.superseded
    GROUP BY i.society_id, i.member_id, i.year, i.fee_item_id, i.sequence HAVING count(*) > 1
  UNION ALL SELECT 'search behind the row' FROM member m LEFT JOIN member_search s ON s.society_id = m.society_id AND s.member_id = m.id
    WHERE s.version IS DISTINCT FROM m.search_version
  UNION ALL SELECT 'active without an open term' FROM member m WHERE m.lifecycle = 'active'
    AND 1 <> (SELECT count(*) FROM membership_term t WHERE t.society_id = m.society_id AND t.member_id = m.id AND t.ended_on IS NULL)
  UNION ALL SELECT 'withdrawn with an open term' FROM membership_term t JOIN member m ON m.society_id = t.society_id AND m.id = t.member_id
    WHERE m.lifecycle <> 'active' AND t.ended_on IS NULL`

const entries = (action: string, of: string) =>
  `(SELECT count(*) FROM audit_entry e WHERE e.outcome = 'done' AND e.action ${action} AND ${of})`
const OF_APPROVAL = `e.society_id = a.society_id AND e.subject = 'approval' AND e.subject_id = a.id`
const OF_MEMBER = 'e.society_id = m.society_id AND e.member_id = m.id'
const OF_INVOICE = `e.society_id = i.society_id AND e.subject = 'invoice' AND e.subject_id = i.id`
const OF_HOLD = `e.society_id = h.society_id AND e.member_id = h.member_id`
const OF_PLAN = `e.society_id = c.society_id AND e.member_id = c.member_id`

/** What the use cases promise on top: one winner, and for every effect what was written down about it. */
export const HELD_BY_USE_CASES = `
  SELECT 'withdrawn with a type or a fee' AS what FROM member m WHERE m.lifecycle = 'withdrawn' AND (m.fee_plan <> 'free' OR m.member_type_id IS NOT NULL)
  UNION ALL SELECT 'in two requests that wait' FROM settlement_item s WHERE s.pending GROUP BY s.society_id, s.invoice_id HAVING count(*) > 1
  UNION ALL SELECT 'decided by who asked' FROM approval a WHERE a.state IN ('approved', 'rejected') AND a.decided_by = a.requested_by
  UNION ALL SELECT 'not one end of a request' FROM approval a
    WHERE ${entries(`LIKE 'settlement.%' AND e.action <> 'settlement.requested'`, OF_APPROVAL)} <> CASE WHEN a.state = 'pending' THEN 0 ELSE 1 END
       OR ${entries(`= 'settlement.' || a.state`, OF_APPROVAL)} <> CASE WHEN a.state = 'pending' THEN 0 ELSE 1 END
  UNION ALL SELECT 'approved and not settled' FROM approval a JOIN settlement_item s ON s.society_id = a.society_id AND s.approval_id = a.id
    JOIN invoice i ON i.society_id = s.society_id AND i.id = s.invoice_id
    WHERE a.state = 'approved' AND i.state <> CASE s.settlement WHEN 'cancel' THEN 'cancelled' ELSE 'paid_manually' END
  UNION ALL SELECT 'settled without an approval' FROM invoice i WHERE i.state <> 'open' AND 1 <> (
    SELECT count(*) FROM settlement_item s JOIN approval a ON a.society_id = s.society_id AND a.id = s.approval_id
    WHERE s.society_id = i.society_id AND s.invoice_id = i.id AND a.state = 'approved')
  UNION ALL SELECT 'an invoice not written down once' FROM invoice i WHERE ${entries(`= 'invoice.issued'`, OF_INVOICE)} <> 1
    OR ${entries(`= 'invoice.cancelled'`, OF_INVOICE)} <> (i.state = 'cancelled')::int
    OR ${entries(`= 'invoice.paid-manually'`, OF_INVOICE)} <> (i.state = 'paid_manually')::int
  UNION ALL SELECT 'a payment not written down once' FROM payment p
    WHERE ${entries(`= 'payment.recorded'`, `e.society_id = p.society_id AND e.subject = 'payment' AND e.subject_id = p.id`)} <> 1
  UNION ALL SELECT 'a membership not as it is written down' FROM member m
    WHERE ${entries(`IN ('member.withdrawn', 'rejoin.undone')`, OF_MEMBER)} - ${entries(`IN ('member.rejoined', 'withdrawal.undone')`, OF_MEMBER)}
      <> (m.lifecycle = 'withdrawn')::int
  UNION ALL SELECT 'a term not as it is written down' FROM member m WHERE m.lifecycle IN ('active', 'withdrawn')
    AND (SELECT count(*) FROM membership_term t WHERE t.society_id = m.society_id AND t.member_id = m.id)
      <> 1 + ${entries(`= 'member.rejoined'`, OF_MEMBER)} - ${entries(`= 'rejoin.undone'`, OF_MEMBER)}
  UNION ALL SELECT 'held for a request that has ended' FROM held_withdrawal h JOIN approval a ON a.society_id = h.society_id AND a.id = h.approval_id
    WHERE h.state = 'held' AND a.state <> 'pending' AND NOT (a.state = 'approved' AND EXISTS (
      SELECT FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
      WHERE t.identifier = 'withdrawal.complete' AND (j.payload->>'approvalId')::int = a.id))
  UNION ALL SELECT 'held by who is no member' FROM held_withdrawal h JOIN member m ON m.society_id = h.society_id AND m.id = h.member_id
    WHERE h.state = 'held' AND m.lifecycle <> 'active'
  UNION ALL SELECT 'a held withdrawal not as it is written down' FROM held_withdrawal h
    WHERE ${entries(`= 'member.withdrawn' AND (e.facts->>'heldId')::int = h.id`, OF_HOLD)} <> (h.state = 'completed')::int
       OR ${entries(`= 'withdrawal.released' AND e.subject_id = h.id`, OF_HOLD)} <> (h.state IN ('released', 'cancelled'))::int
       OR h.state = 'completed' AND NOT EXISTS (SELECT FROM approval a WHERE a.society_id = h.society_id AND a.id = h.approval_id AND a.state = 'approved')
  UNION ALL SELECT 'a dated withdrawal not as it is written down' FROM planned_change c
    WHERE ${entries(`= 'member.withdrawn' AND (e.facts->>'plannedId')::int = c.id`, OF_PLAN)} <> (c.state = 'done')::int
       OR ${entries(`= 'withdrawal.failed' AND e.subject_id = c.id`, OF_PLAN)} <> (c.state = 'failed')::int
       OR ${entries(`= 'withdrawal.cancelled' AND e.subject_id = c.id`, OF_PLAN)} <> (c.state = 'cancelled')::int
  UNION ALL SELECT 'a search row that tells other dues' FROM member m JOIN member_search s ON s.society_id = m.society_id AND s.member_id = m.id
    WHERE s.oldest_open_due IS DISTINCT FROM (
      SELECT min(i.due_on) FROM invoice i WHERE i.society_id = m.society_id AND i.member_id = m.id AND i.must_owe)
  UNION ALL SELECT 'an operation that wrote nothing down' FROM operation o WHERE NOT EXISTS (
    SELECT FROM audit_entry e WHERE e.society_id = o.society_id AND e.at = o.at AND e.actor = o.actor)`
