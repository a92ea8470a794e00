import { jest } from '@jest/globals'

import { createSaveQueue, type SaveState } from '../../../admin-customizations/submit/saveQueue'

type Form = { title: string; summary: string }
type Written = { id: string | null; patch: Partial<Form> }

const build = (id: string | null) => {
  const written: Written[] = []
  const kept: (Partial<Form> | null)[] = []
  const states: SaveState['kind'][] = []
  let broken: Error | null = null
  const queue = createSaveQueue<Form>({
    id,
    write: async (of, patch) => {
      if (broken) throw broken
      written.push({ id: of, patch })
      await Promise.resolve()
      return of ?? 'new'
    },
    onState: (state) => states.push(state.kind),
    onCreated: () => undefined,
    keep: (_, unsaved) => kept.push(unsaved),
  })
  return {
    queue,
    written,
    kept,
    states,
    breakDown: (error: Error | null) => {
      broken = error
    },
  }
}

beforeEach(() => jest.useFakeTimers())
afterEach(() => jest.useRealTimers())

describe('createSaveQueue', () => {
  it('should write what was typed once, together', async () => {
    const { queue, written, kept } = build('r1')
    queue.change({ title: '周' })
    queue.change({ title: '周长', summary: '量一量' })
    await jest.advanceTimersByTimeAsync(1000)
    expect(written).toEqual([{ id: 'r1', patch: { title: '周长', summary: '量一量' } }])
    expect(kept.at(-1)).toBeNull()
  })

  it('should not write an empty patch when a change went along with a write that was under way', async () => {
    const { queue, written } = build('r1')
    queue.change({ title: '周长' })
    const saving = queue.flush()
    queue.change({ summary: '量一量' })
    await saving
    await jest.advanceTimersByTimeAsync(5000)
    expect(written).toEqual([
      { id: 'r1', patch: { title: '周长' } },
      { id: 'r1', patch: { summary: '量一量' } },
    ])
  })

  it('should create an empty working copy once when only an id is asked for', async () => {
    const { queue, written } = build(null)
    expect(await Promise.all([queue.ensureId(), queue.ensureId()])).toEqual(['new', 'new'])
    expect(written).toEqual([{ id: null, patch: {} }])
  })

  it('should keep what could not be written and write it with the next change', async () => {
    const { queue, written, kept, states, breakDown } = build('r1')
    breakDown(new Error('refused'))
    queue.change({ title: '周长' })
    await jest.advanceTimersByTimeAsync(1000)
    expect(states.at(-1)).toBe('failed')
    expect(kept.at(-1)).toEqual({ title: '周长' })
    breakDown(null)
    queue.change({ summary: '量一量' })
    await jest.advanceTimersByTimeAsync(1000)
    expect(written).toEqual([{ id: 'r1', patch: { title: '周长', summary: '量一量' } }])
    expect(queue.isUnsaved()).toBe(false)
  })
})
