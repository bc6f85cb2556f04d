import { randomBytes, randomInt, scrypt, timingSafeEqual } from 'node:crypto'
import { sha256 } from '../core/audit.ts'

/** No letter or digit that is easily taken for another: these are copied from mails by hand. */
const UNAMBIGUOUS = 'abcdefghjkmnpqrstuvwxyz23456789'
const GROUPS = 3
const GROUP = 5

/** A random password of fifteen letters and digits in three groups: 74 bits. */
export function newPassword(): string {
  const group = () =>
    Array.from({ length: GROUP }, () => UNAMBIGUOUS.charAt(randomInt(UNAMBIGUOUS.length))).join('')
  return Array.from({ length: GROUPS }, group).join('-')
}

/** A secret for a link or a cookie: 256 bits, base64url. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

const TOKEN = /^[A-Za-z0-9_-]{43}$/

/** What is stored of a token; null for a text that can't be one. */
export function hashToken(token: string): string | null {
  return TOKEN.test(token) ? sha256(token) : null
}

/** OWASP's second scrypt setting, 32 MiB a guess; the exponent is N's. Stored with each hash, so that they can be raised. */
const COST = { exponent: 15, blockSize: 8, parallel: 3 } as const
const KEY_BYTES = 32
const STORED = /^scrypt:(\d{1,2}):(\d{1,2}):(\d{1,2}):([A-Za-z0-9_-]+):([A-Za-z0-9_-]+)$/

interface Cost {
  readonly exponent: number
  readonly blockSize: number
  readonly parallel: number
}

/** Hashing takes a whole core; more than this at once would slow everybody else down. The others wait in line. */
const MOST_AT_ONCE = 2
let running = 0
const line: (() => void)[] = []

async function inLine<T>(work: () => Promise<T>): Promise<T> {
  if (running >= MOST_AT_ONCE)
    await new Promise<void>((resolve) => {
      line.push(resolve)
    })
  else running += 1
  try {
    return await work()
  } finally {
    const next = line.shift()
    if (next === undefined) running -= 1
    else next()
  }
}

function derive(password: string, salt: Buffer, cost: Cost): Promise<Buffer> {
  return inLine(() => deriveNow(password, salt, cost))
}

function deriveNow(password: string, salt: Buffer, { exponent, blockSize, parallel }: Cost): Promise<Buffer> {
  const cost = { N: 2 ** exponent, r: blockSize, p: parallel, maxmem: 256 * 2 ** exponent * blockSize }
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, KEY_BYTES, cost, (error, key) => {
      if (error === null) resolve(key)
      else reject(error)
    })
  })
}

/** A password as it is stored: `scrypt:15:8:3:salt:key`. Full and half width are the same. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const key = await derive(password, salt, COST)
  const { exponent, blockSize, parallel } = COST
  return [
    'scrypt',
    exponent,
    blockSize,
    parallel,
    salt.toString('base64url'),
    key.toString('base64url'),
  ].join(':')
}

/** Whether it is the password. Without a stored one the same work is done for nothing, so that the time tells nobody whether a login exists. */
export async function isPassword(password: string, stored: string | null): Promise<boolean> {
  const [, exponent, blockSize, parallel, salt = '', key = ''] = STORED.exec(stored ?? '') ?? []
  if (exponent === undefined) {
    await derive(password, randomBytes(16), COST)
    return false
  }
  const cost = { exponent: Number(exponent), blockSize: Number(blockSize), parallel: Number(parallel) }
  const derived = await derive(password, Buffer.from(salt, 'base64url'), cost)
  const wanted = Buffer.from(key, 'base64url')
  return wanted.length === derived.length && timingSafeEqual(wanted, derived)
}
