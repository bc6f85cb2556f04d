import { Prisma } from '../../../prisma/generated/client.ts'
import { type Day, dateColumn } from '../core/calendar.ts'
import type { SocietyChoice } from '../core/errors.ts'
import type { Reader } from '../core/roll.ts'

/** A role of a society as its settings hold it. */
export interface RoleFacts {
  readonly code: string
  readonly builtIn: boolean
  /** Slack user group; null where the society has not named one. */
  readonly groupId: string | null
  /** Of a society's own role; ready roles have theirs in GRANTS. */
  readonly permissions: readonly string[]
}

/** `role:A excludes role:B` or `role:A excludes member`. */
export interface ExclusionFacts {
  readonly role: string
  readonly excludes: string
  readonly article: string | null
}

/** What one society of the workspace says about one caller on one day. */
export interface SocietyAccess extends SocietyChoice {
  readonly roles: readonly RoleFacts[]
  readonly exclusions: readonly ExclusionFacts[]
  /** Permissions lent to the caller for dates around today (会計代行者). */
  readonly delegated: readonly string[]
  /** The caller is a member of the society with lifecycle `active`. */
  readonly activeMember: boolean
  /** The society that commands in the caller's channel mean unless told. */
  readonly channelDefault: boolean
}

export interface Caller {
  readonly teamId: string
  readonly userId: string
  readonly channelId?: string | undefined
}

/**
 * Every society of the workspace with what bears on the caller's rights, in one statement, ordered by id. Not cached:
 * a role that was taken away in the settings is gone with the next click.
 */
export async function loadAccess(
  read: Reader,
  caller: Caller,
  today: Day,
): Promise<readonly SocietyAccess[]> {
  const { teamId, userId, channelId = '' } = caller
  return await read.$queryRaw<SocietyAccess[]>(Prisma.sql`
    SELECT s.society_id AS "id", s.code, s.name, s.name_en AS "nameEn",
      (SELECT coalesce(json_agg(json_build_object('code', r.code, 'builtIn', r.built_in,
          'groupId', CASE WHEN r.team_id = ${teamId} THEN r.slack_group_id END,
          'permissions', (SELECT coalesce(json_agg(g.permission ORDER BY g.permission), '[]') FROM role_grant g
            WHERE g.society_id = r.society_id AND g.role_code = r.code)) ORDER BY r.code), '[]')
        FROM role r WHERE r.society_id = s.society_id AND r.retired_at IS NULL) AS "roles",
      (SELECT coalesce(json_agg(json_build_object('role', substr(u.subject, 6), 'excludes', u.object, 'article', u.article)
          ORDER BY u.code), '[]')
        FROM rule u WHERE u.society_id = s.society_id AND u.active AND u.effect = 'excludes' AND u.subject LIKE 'role:%'
          AND (u.object LIKE 'role:%' OR u.object = 'member')) AS "exclusions",
      (SELECT coalesce(json_agg(d.permission ORDER BY d.id), '[]') FROM delegate d
        WHERE d.society_id = s.society_id AND d.team_id = ${teamId} AND d.user_id = ${userId}
          AND ${dateColumn(today)}::date BETWEEN d.from_on AND d.to_on) AS "delegated",
      EXISTS (SELECT 1 FROM slack_identity i JOIN member m ON m.society_id = i.society_id AND m.id = i.member_id
        WHERE i.society_id = s.society_id AND i.team_id = ${teamId} AND i.user_id = ${userId}
          AND m.lifecycle = 'active') AS "activeMember",
      EXISTS (SELECT 1 FROM channel c WHERE c.society_id = s.society_id AND c.team_id = ${teamId}
        AND c.channel_id = ${channelId} AND c.purpose = 'default') AS "channelDefault"
    FROM workspace w JOIN society s ON s.society_id = w.society_id
    WHERE w.team_id = ${teamId} ORDER BY s.society_id`)
}
