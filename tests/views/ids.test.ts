import { describe, expect, it } from 'vitest'
import { fieldBlock, fieldOfBlock } from '../../src/views/fieldIds.ts'
import { readRef, readSortRef, ref, sortRef } from '../../src/views/refs.ts'

describe('ids', () => {
  it('come back as they were sent', () => {
    expect(readRef(ref(3, 120), 2)).toEqual([3, 120])
    expect(readSortRef(sortRef(3, 7, 'applied-desc'))).toEqual({
      societyId: 3,
      resultSetId: 7,
      sort: 'applied-desc',
    })
    expect([fieldBlock('family'), fieldBlock('family', 2)]).toEqual(['family', 'family#2'])
    expect([fieldOfBlock('family'), fieldOfBlock('family#12')]).toEqual(['family', 'family'])
  })

  it.each([undefined, '', '3', '3.120.1', '3.0', '-3.1', '3.1e9', '3. 1', '3.x', '3.9999999999999999'])(
    'forged as %j are none',
    (value) => {
      expect(readRef(value, 2)).toBeNull()
      expect(readSortRef(`${value}.number-asc`)).toBeNull()
    },
  )

  it('takes no sort but a field and a direction', () => {
    for (const value of ['3.7.number', '3.7.number-up', '3.7.number-asc;x', '3.7'])
      expect(readSortRef(value)).toBeNull()
  })
})
