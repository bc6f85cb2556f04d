import { err, ok } from '../core/result.ts'
import { PERMISSIONS } from '../core/roles.ts'
import { flags, isRetired, line, listOf, RETIRED, stateOf, textOf } from './field.ts'
import { CODE, type SettingList } from './list.ts'

/** 操作権限: which user group of Slack has which role, and the society's own roles with what they may do. */
export const ROLE: SettingList = {
  grows: true,
  load: async (read, societyId) => {
    const rows = await read.role.findMany({
      where: { societyId },
      orderBy: [{ retiredAt: { sort: 'desc', nulls: 'first' } }, { builtIn: 'desc' }, { code: 'asc' }],
      include: { grants: { select: { permission: true } } },
    })
    return rows.map(({ code, name, nameEn, slackGroupId: group, builtIn, retiredAt, grants }) => {
      const retired = retiredAt !== null
      const granted = new Set(grants.map(({ permission }) => permission))
      const own = {
        name,
        nameEn,
        permissions: PERMISSIONS.filter((permission) => granted.has(permission)),
        state: stateOf(retired),
      }
      const values = { group, ...(builtIn ? {} : own) }
      return { key: code, label: { ja: name, en: nameEn }, retired, values }
    })
  },
  fields: async (_read, _societyId, entry) => {
    const group = line('group', 30, false)
    if (entry !== null && entry.values['permissions'] === undefined) return [group]
    return [
      ...(entry === null ? [line('code', 40)] : []),
      line('name', 30),
      line('nameEn', 30),
      group,
      flags('permissions', PERMISSIONS),
      ...(entry === null ? [] : [RETIRED]),
    ]
  },
  save: async ({ tx, context, before, values }) => {
    const { societyId, teamId } = context.actor
    const slackGroupId = textOf(values, 'group') || null
    if (slackGroupId !== null) {
      if (!/^S[A-Z0-9_]+$/u.test(slackGroupId))
        return err({ code: 'setting-invalid', field: 'group', fault: 'group' })
      const taken = await tx.role.count({
        where: { societyId, teamId, slackGroupId, code: { not: before?.key ?? '' } },
      })
      if (taken > 0) return err({ code: 'setting-taken', field: 'group', value: slackGroupId })
    }
    const mapped = { slackGroupId, teamId: slackGroupId === null ? null : teamId }
    if (before !== null && before.values['permissions'] === undefined) {
      await tx.role.update({ where: { societyId_code: { societyId, code: before.key } }, data: mapped })
      return ok(before.key)
    }
    const code = before?.key ?? textOf(values, 'code')
    if (before === null) {
      if (!CODE.test(code)) return err({ code: 'setting-invalid', field: 'code', fault: 'code' })
      if ((await tx.role.count({ where: { societyId, code } })) > 0)
        return err({ code: 'setting-taken', field: 'code', value: code })
    }
    const retired = isRetired(values)
    const data = {
      ...mapped,
      name: textOf(values, 'name'),
      nameEn: textOf(values, 'nameEn'),
      ...(retired === (before?.retired ?? false) ? {} : { retiredAt: retired ? context.now() : null }),
    }
    const where = { societyId_code: { societyId, code } }
    await tx.role.upsert({ where, create: { societyId, code, ...data }, update: data })
    await tx.roleGrant.deleteMany({ where: { societyId, roleCode: code } })
    await tx.roleGrant.createMany({
      data: listOf(values, 'permissions').map((permission) => ({ societyId, roleCode: code, permission })),
    })
    return ok(code)
  },
}
