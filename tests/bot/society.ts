import type { Pool } from 'pg'

/** A society of the workspace with the ready roles in user groups, and a rule that keeps the secretariat apart. */
export async function addSociety(
  pool: Pool,
  { id, code, teamId, groups = true }: { id: number; code: string; teamId: string; groups?: boolean },
): Promise<void> {
  await pool.query(`INSERT INTO society (society_id, code, name, name_en) VALUES ($1, $2, $3, $4)`, [
    id,
    code,
    `${code}学会`,
    `${code} Society`,
  ])
  await pool.query('INSERT INTO workspace (society_id, team_id) VALUES ($1, $2)', [id, teamId])
  for (const role of ['secretariat', 'officer', 'treasurer'])
    await pool.query(
      `INSERT INTO role (society_id, code, name, name_en, team_id, slack_group_id, built_in) VALUES ($1, $2, $2, $2, $3, $4, true)`,
      [id, role, teamId, groups ? `S_${role.toUpperCase()}` : null],
    )
  await pool.query(
    `INSERT INTO rule (society_id, id, code, effect, subject, object, article)
     VALUES ($1, 1, 'secretariat_no_officer', 'excludes', 'role:secretariat', 'role:officer', '第12条')`,
    [id],
  )
}
