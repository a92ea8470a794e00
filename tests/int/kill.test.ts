import type { Payload } from 'payload'

import { isAppError } from '../../src/errors'
import { sweep } from '../../src/jobs/sweep'
import { type Child, mortal, prepareChildren } from '../support/kill'
import type { Task } from '../support/killChild'
import { type Ids, type People, type Scenario, SCENARIOS } from '../support/killScenarios'
import { expectSound, finishJobs } from '../support/killSound'
import { type Running, startPayload } from '../support/payload'
import { buildWorld, type World } from '../support/work'

type Order = 'sweep first' | 'next verb first' | 'another verb first'
type Death = { ids: Ids; dieAt: number; order: Order }
type Verb = [name: string, scenario: Scenario]

const ordersOf = ({ next }: Scenario, dieAt: number): Order[] => [
  'sweep first',
  'next verb first',
  ...(next && (KILL_EACH || dieAt % 2 === 1) ? (['another verb first'] as const) : []),
]
/**
 * KILL_ONLY=retire runs the verbs of that name. KILL_EACH=1 (soak) ends a process of its own after every single write of
 * every verb. Without it the four weighty verbs die in a real process; of the rest, verbs of many writes take turns with
 * the orders instead of trying each after every write, and another verb follows every second one.
 */
const { KILL_ONLY = '', KILL_EACH } = process.env
const VERBS: Verb[] = Object.entries(SCENARIOS).filter(([name]) => name.includes(KILL_ONLY))
const WEIGHTY = [
  'settleUpload with storeAsset',
  'submitResource',
  'decideReview, second approval publishes',
  'purgeShelf',
]
const isReal = ([name]: Verb) => Boolean(KILL_EACH) || WEIGHTY.includes(name)
/** `it.each` wants at least one. */
const orAll = (verbs: Verb[]) => (verbs.length > 0 ? verbs : VERBS)
const REAL = orAll(VERBS.filter(isReal))
const STILL = orAll(VERBS.filter((verb) => !isReal(verb)))

let running: Running
let world: World
let people: People
let payload: Payload

beforeAll(async () => {
  running = await startPayload({ name: 'kill' })
  payload = running.payload
  world = await buildWorld({ payload })
  const { teacher, content, technical, admin } = world
  people = { teacher, content, technical, admin }
})
afterAll(() => running.stop())

const again = async ({ run, refusals = [] }: Scenario, ids: Ids) => {
  try {
    await run({ payload, people, ids })
  } catch (error) {
    if (!isAppError(error) || !refusals.includes(error.code)) throw error
  }
}

/** Somebody else's verb, which a row in whatever state may refuse. */
const another = async ({ next }: Scenario, ids: Ids) => {
  try {
    await next?.({ payload, people, ids })
  } catch (error) {
    if (!isAppError(error)) throw error
  }
}

/** After another verb nobody can say which state is right, but it must be a whole one. */
const expectRight = async (scenario: Scenario, ids: Ids, order?: Order) => {
  await finishJobs({ payload, ids })
  await expectSound({ payload, ids })
  if (order !== 'another verb first') await scenario.check({ payload, ids })
}

/** Runs the verb undisturbed and says how many writes it makes; that must end well too. */
const countWrites = async (scenario: Scenario): Promise<number> => {
  const ids = await scenario.setUp(world)
  const counted = mortal({ payload, dieAt: Infinity, die: () => undefined })
  await scenario.run({ payload: counted.payload, people, ids })
  await again(scenario, ids)
  await expectRight(scenario, ids)
  return counted.count.writes
}

const MANY_WRITES = 8

const prepare = async ([name, scenario]: Verb): Promise<Death[]> => {
  const writes = await countWrites(scenario)
  const takesTurns = writes > MANY_WRITES && !KILL_EACH && !WEIGHTY.includes(name)
  const deaths: Death[] = []
  for (let dieAt = 1; dieAt <= writes; dieAt++) {
    const orders = ordersOf(scenario, dieAt)
    for (const order of takesTurns ? [orders[dieAt % orders.length]!] : orders)
      deaths.push({ ids: await scenario.setUp(world), dieAt, order })
  }
  return deaths
}

const recover = async (scenario: Scenario, deaths: Death[]) => {
  const inOrder = (order: Order) => deaths.filter((death) => death.order === order)
  for (const { ids } of inOrder('next verb first')) await again(scenario, ids)
  for (const { ids } of inOrder('another verb first')) await another(scenario, ids)
  await sweep({ payload })
  for (const { ids } of inOrder('sweep first')) await again(scenario, ids)
  await sweep({ payload })
  const wrong: string[] = []
  for (const { ids, dieAt, order } of deaths) {
    try {
      await expectRight(scenario, ids, order)
    } catch (error) {
      wrong.push(`after write ${dieAt}, ${order}: ${(error as Error).message}`)
    }
  }
  expect(wrong.join('\n')).toBe('')
}

describe('a verb of which nothing happens after its n-th write', () => {
  it.each(STILL)(
    'should leave %s whole, for every n, swept first, repeated first or followed by another verb',
    async (verb, scenario) => {
      const deaths = await prepare([verb, scenario])
      for (const { ids, dieAt } of deaths) {
        await new Promise<void>((resolve, reject) => {
          const dying = mortal({ payload, dieAt, die: resolve })
          scenario.run({ payload: dying.payload, people, ids }).then(() => reject(new Error('it ended')), reject)
        })
      }
      await recover(scenario, deaths)
    },
    120_000,
  )
})

describe('a process that is killed after the n-th write', () => {
  let children: Awaited<ReturnType<typeof prepareChildren>>
  beforeAll(async () => {
    children = await prepareChildren('killChild.ts')
  })
  afterAll(() => children.remove())

  /** One process stands still after write n of each; then it gets SIGKILL with all of them open. */
  const killAtOnce = async (verb: string, deaths: Death[], starting: Promise<Child>) => {
    const child = await starting
    for (const { ids, dieAt } of deaths)
      await child.ask({ verb, ids, people, dieAt, isRealDeath: false } satisfies Task)
    await child.kill()
    expect(await child.ended).toBe('SIGKILL')
  }

  /** A process for every single death; it kills itself. The next one starts meanwhile. */
  const killEach = async (verb: string, deaths: Death[], starting: Promise<Child>) => {
    let next = starting
    for (const { ids, dieAt } of deaths) {
      const child = await next
      next = children.start()
      child.ask({ verb, ids, people, dieAt, isRealDeath: true } satisfies Task).catch(() => undefined)
      expect(await child.ended).toBe('SIGKILL')
    }
    await (await next).kill()
  }

  it.each(REAL)(
    'should leave %s whole',
    async (verb, scenario) => {
      const starting = children.start()
      const deaths = await prepare([verb, scenario])
      await (KILL_EACH ? killEach : killAtOnce)(verb, deaths, starting)
      await recover(scenario, deaths)
    },
    KILL_EACH ? 600_000 : 120_000,
  )
})
