import { describe, expect, it } from 'vitest'
import { checkPassword } from '../../../src/domain/accounts/passwords.ts'
import {
  hashPassword,
  hashToken,
  isPassword,
  newPassword,
  newToken,
} from '../../../src/domain/accounts/secrets.ts'

const OWNER = [
  'DEMO00001',
  'taro.kakuu@example.com',
  '架空',
  '太郎',
  'DEMO',
  '架空医学研究会',
  'Kakuu Medical Society',
]

describe('a password', () => {
  it.each([
    ['short', 'tiger-violin-7'],
    ['short', '𠮷'.repeat(14)],
    ['long', 'ab1-'.repeat(33)],
    ['common', 'aaaaaaaaaaaaaaaa'],
    ['common', '123456789012345678'],
    ['common', 'Password1234567890'],
    ['common', 'ＰＡＳＳＷＯＲＤ123456789'],
    ['common', 'qwertyuiop-asdfghjkl'],
    ['common', 'sakura-gakkai-2026'],
    ['common', 'パスワードさくら1234567'],
    ['guessable', 'demo00001demo00001'],
    ['guessable', 'taro.kakuu@example.com'],
    ['guessable', 'kakuu-medical-society'],
    ['guessable', '架空医学研究会架空医学研究会 架空'],
    [null, 'tiger violin seven'],
    [null, 'この森には三匹の狸がすむらしい'],
    [null, 'umbrellatrombone'],
    [null, 'password is not tiger violin'],
    [null, '木'.repeat(5) + '森林川山谷海空雲雨雪'],
  ])('is %s: %s', (problem, password) => {
    expect(checkPassword(password, OWNER)).toBe(problem)
  })

  it('as we make them passes, and no two are the same', () => {
    const made = Array.from({ length: 200 }, newPassword)
    expect(new Set(made).size).toBe(200)
    for (const password of made) {
      expect(password).toMatch(/^[a-km-np-z2-9]{5}-[a-km-np-z2-9]{5}-[a-km-np-z2-9]{5}$/)
      expect(password).not.toMatch(/[il1o0]/)
      expect(checkPassword(password, OWNER)).toBe(null)
    }
  })
})

describe('a stored password', () => {
  it('says how it was made, is another each time, and is known again in full or half width only', async () => {
    const [one, two] = await Promise.all([
      hashPassword('tiger violin seven'),
      hashPassword('tiger violin seven'),
    ])
    expect(one).toMatch(/^scrypt:15:8:3:[\w-]{22}:[\w-]{43}$/)
    expect(one).not.toBe(two)
    expect(await isPassword('tiger violin seven', one)).toBe(true)
    expect(await isPassword('ｔｉｇｅｒ　ｖｉｏｌｉｎ　ｓｅｖｅｎ', two)).toBe(true)
    expect(await isPassword('Tiger violin seven', one)).toBe(false)
    expect(await isPassword('tiger violin seven', null)).toBe(false)
    expect(await isPassword('', 'tiger')).toBe(false)
  })

  it('made at another cost is known too, so that the cost can be raised', async () => {
    const cheap = 'scrypt:10:8:1:c2FsdHNhbHRzYWx0c2FsdA:'
    const { scryptSync } = await import('node:crypto')
    const salt = Buffer.from('c2FsdHNhbHRzYWx0c2FsdA', 'base64url')
    const key = scryptSync('tiger violin seven', salt, 32, { N: 1024, r: 8, p: 1 }).toString('base64url')
    expect(await isPassword('tiger violin seven', cheap + key)).toBe(true)
  })
})

describe('a token', () => {
  it('is 256 bits, and only its hash is to be looked up', () => {
    const token = newToken()
    expect(token).toMatch(/^[\w-]{43}$/)
    expect(hashToken(token)).toMatch(/^[0-9a-f]{64}$/)
    for (const text of ['', 'x', `${token} `, `${token}x`, "' OR true --"]) expect(hashToken(text)).toBe(null)
  })
})
