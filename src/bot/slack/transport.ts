import type { Pool } from 'pg'

/** Slack's limits for a response_url, with a margin against its clock. */
const REPLY_USES = 5
const REPLY_MINUTES = 29

/** What a message is about. */
export interface MessageSubject {
  readonly societyId: number
  readonly kind: string
  readonly id: number
}

/** Where it stands. */
export interface MessagePlace {
  readonly teamId: string
  readonly channelId: string
  readonly ts: string
}

/**
 * The tables of transport: what was handled already, where answers may go, and where messages stand. They are no part of the roll, hold
 * nothing that is audited, and so do not pass `change`.
 */
export class Transport {
  readonly #pool: Pool

  constructor(pool: Pool) {
    this.#pool = pool
  }

  /** True for the first process to ask; a key is an event id or a request's signature. */
  async claim(key: string): Promise<boolean> {
    const { rowCount } = await this.#pool.query(
      'INSERT INTO seen_request (key) VALUES ($1) ON CONFLICT (key) DO NOTHING',
      [key],
    )
    return rowCount === 1
  }

  /** Keeps a command's response_url for later answers; returns the id to carry in a screen. */
  async keepReplyUrl(teamId: string, userId: string, url: string): Promise<number> {
    const { rows } = await this.#pool.query<{ id: number }>(
      `INSERT INTO reply_url (team_id, user_id, url, uses_left, expires_at)
       VALUES ($1, $2, $3, ${REPLY_USES}, now() + interval '${REPLY_MINUTES} minutes') RETURNING id`,
      [teamId, userId, url],
    )
    return rows[0]?.id ?? 0
  }

  /** Takes one use of a kept URL; undefined when it is used up, too old, or somebody else's. */
  async takeReplyUrl(id: number, teamId: string, userId: string): Promise<string | undefined> {
    const { rows } = await this.#pool.query<{ url: string }>(
      `UPDATE reply_url SET uses_left = uses_left - 1
       WHERE id = $1 AND team_id = $2 AND user_id = $3 AND uses_left > 0 AND expires_at > now() RETURNING url`,
      [id, teamId, userId],
    )
    return rows[0]?.url
  }

  /** Keeps where a message stands that shows a subject's state. */
  async keepMessage(subject: MessageSubject, { teamId, channelId, ts }: MessagePlace): Promise<void> {
    await this.#pool.query(
      `INSERT INTO slack_message_ref (society_id, subject, subject_id, team_id, channel_id, ts)
       VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
      [subject.societyId, subject.kind, subject.id, teamId, channelId, ts],
    )
  }

  /** Where the messages about a subject stand, in the order in which they were posted. */
  async messagesOf({ societyId, kind, id }: MessageSubject): Promise<readonly MessagePlace[]> {
    const { rows } = await this.#pool.query<MessagePlace>(
      `SELECT team_id AS "teamId", channel_id AS "channelId", ts FROM slack_message_ref
       WHERE society_id = $1 AND subject = $2 AND subject_id = $3 ORDER BY id`,
      [societyId, kind, id],
    )
    return rows
  }

  /** Throws when the database does not answer. */
  async ping(): Promise<void> {
    await this.#pool.query('SELECT 1')
  }
}
