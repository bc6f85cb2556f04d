import type { Campaign } from './campaign.ts'
import { model } from './model.ts'
import { races } from './races.ts'
import { rules } from './rules.ts'

/** Every campaign by its name on the command line. */
export const CAMPAIGNS: Record<string, Campaign<Record<string, number>>> = { model, races, rules }
