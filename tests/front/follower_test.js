// Whatever order answers come in, what is shown, the URL and the server agree in the end, and no
// answer to another choice is ever shown.
import assert from "node:assert/strict"
import { test } from "node:test"
import { keyIn, queryWith, toggled } from "../../src/metrics/ui/front/choices.js"
import { createFollower, LATE, PATIENCE_MS } from "../../src/metrics/ui/front/follower.js"

const CARDS = ["exits", "context"]
const FIELDS = [
  { name: "years", single: false, options: ["2014", "2015", "2016"] },
  { name: "measure", single: true, options: ["people", "households"] },
]
const SEEDS = 100
const LONGEST_WAIT = 20_000 // virtual milliseconds

/** @param {number} seed */
function random(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** A clock that goes on only when it is told to; promises are settled between two of its steps. */
function createClock() {
  /** @type {{ at: number, act: () => void }[]} */
  let waiting = []
  let now = 0
  const later = (/** @type {() => void} */ act, /** @type {number} */ ms) => {
    const one = { at: now + ms, act }
    waiting.push(one)
    return () => void (waiting = waiting.filter((other) => other !== one))
  }
  const settle = async () => {
    for (let turn = 0; turn < 10; turn++) await Promise.resolve()
  }
  const run = async (/** @type {number} */ ms) => {
    const end = now + ms
    await settle()
    for (;;) {
      const next = waiting.filter(({ at }) => at <= end).sort((one, two) => one.at - two.at)[0]
      if (!next) break
      waiting = waiting.filter((one) => one !== next)
      now = next.at
      next.act()
      await settle()
    }
    now = end
  }
  return { later, run }
}

/** @param {string} name @param {string} query @param {string} [dataset] */
function content(name, query, dataset = "d") {
  const key = keyIn(query)
  return /** @type {import("../../src/metrics/ui/front/types.d.ts").CardContent} */ ({
    kind: "card",
    name,
    stamp: `${dataset} ${name} ${key}`,
    export: { dataset, query: queryWith("", Object.fromEntries(chosen(query))) },
  })
}

/** @param {string} query */
function chosen(query) {
  return FIELDS.map(({ name }) => [name, new URLSearchParams(query).getAll(name)])
}

/**
 * A page with two cards, its URL, the addresses of cards and a server, each with its own delays.
 * @param {() => number} dice
 * @param {{ fails?: number, wrong?: number, slow?: number }} odds
 */
function createWorld(dice, { fails = 0, wrong = 0, slow = 0 }) {
  const clock = createClock()
  /** @type {string[]} */
  const urls = ["?"]
  let at = 0
  let notice = ""
  let runs = 0
  let outdated = 0
  let page = "exits"
  let loads = 0
  let serverSays = "?"
  /** @type {[string, number][]} */
  const heard = [] // each time the page is told of a choice: its URL, how many cards were asked for
  /** @type {string[]} */
  const problems = []
  const delay = () => dice() < slow ? PATIENCE_MS + 3000 * dice() : 400 * dice()
  const follower = createFollower({
    query: () => urls[at],
    page: () => page,
    push(selected) {
      urls.splice(at + 1, Infinity, `?${queryWith(urls[at], selected)}`)
      at += 1
    },
    changed: () => void heard.push([urls[at], loads]),
    load(dataset, name, query) {
      loads += 1
      return new Promise((done, failed) => {
        const lies = dice() < wrong
        const answer = dice() < fails
          ? () => failed(new Error("no"))
          : () => done(lies ? content(name, query, "other") : content(name, query, dataset))
        clock.later(answer, delay())
      })
    },
    tell: run,
    outdated: () => void (outdated += 1),
    keep: () => {},
    afterPaint: (act) => void clock.later(act, 16),
    later: clock.later,
    notice: (text) => void (notice = text),
  })
  const cards = CARDS.map((name) => ({
    name,
    /** @param {import("../../src/metrics/ui/front/types.d.ts").CardContent} next */
    draw({ stamp }) {
      if (stamp === "newer") return
      const want = `d ${name} ${keyIn(urls[at])}`
      if (stamp !== want) problems.push(`drew ${stamp} where ${want} was chosen`)
    },
    shown: undefined,
  }))

  // As Streamlit: a run asked for later ends the one before, and parts come in any order.
  function run() {
    const query = serverSays = urls[at]
    const mine = runs += 1
    const parts = [
      () => follower.settle(lineOf(query)),
      ...cards.map((card) => () => follower.bring(card, content(card.name, query))),
    ]
    for (const part of parts.toSorted(() => dice() - 0.5)) {
      clock.later(() => mine === runs && part(), 50 + delay())
    }
  }

  /** @param {string} query */
  function lineOf(query) {
    return { kind: "filters", stamp: query, dataset: "d", asked: query, query, fields: [] }
  }

  follower.settle(lineOf("?"))
  for (const card of cards) follower.bring(card, content(card.name, "?"))

  function click() {
    const field = FIELDS[Math.floor(FIELDS.length * dice())]
    const option = field.options[Math.floor(field.options.length * dice())]
    follower.choose(dice() < 0.1 ? {} : toggled(follower.selected(), field, option))
  }

  function back() {
    const to = at + (dice() < 0.6 ? -1 : 1)
    if (to < 0 || to >= urls.length) return
    at = to
    run() // Streamlit hears of it by itself
    follower.moved()
  }
  const state = () => ({
    shown: cards.map(({ shown }) => shown),
    wanted: CARDS.map((name) => `d ${name} ${keyIn(urls[at])}`),
    server: keyIn(serverSays) === keyIn(urls[at]),
    notice,
    problems,
  })
  /** @param {string} to @param {string} url */
  function leave(to, url) {
    page = to
    urls.push(url)
    at = urls.length - 1
    follower.moved()
  }
  return {
    clock,
    leave,
    loads: () => loads,
    heard,
    follower,
    cards,
    outdated: () => outdated,
    click,
    back,
    state,
    steps: () => urls.length,
  }
}

/** @param {ReturnType<typeof createWorld>} world */
function agrees(world) {
  const { shown, wanted, server, notice, problems } = world.state()
  assert.deepEqual(problems, [])
  assert.deepEqual(shown, wanted)
  assert.ok(server, "the server has another choice than the URL")
  assert.equal(notice, "")
}

const WORLDS = {
  "all answer": {},
  "some fail": { fails: 0.4 },
  "some are slow": { slow: 0.4 },
  "some answer for another dataset": { wrong: 0.3 },
  "everything at once": { fails: 0.3, slow: 0.3, wrong: 0.2 },
}

for (const [name, odds] of Object.entries(WORLDS)) {
  test(`after any clicks all agree: ${name}`, async () => {
    for (let seed = 1; seed <= SEEDS; seed++) {
      const dice = random(seed)
      const world = createWorld(dice, odds)
      const steps = 1 + Math.floor(12 * dice())
      for (let step = 0; step < steps; step++) {
        if (dice() < 0.25) world.back()
        else world.click()
        await world.clock.run(dice() < 0.5 ? 40 * dice() : 1500 * dice())
      }
      await world.clock.run(LONGEST_WAIT)
      try {
        agrees(world)
      } catch (error) {
        throw new Error(`seed ${seed}`, { cause: error })
      }
    }
  })
}

test("a choice is shown before the server is told, and is one step of the history", async () => {
  const world = createWorld(() => 0.5, {})
  world.follower.choose({ years: ["2014"] })
  assert.equal(world.steps(), 2)
  await world.clock.run(200)
  assert.deepEqual(world.state().shown, ["d exits years=2014", "d context years=2014"])
  assert.equal(world.state().server, false)
  await world.clock.run(20)
  assert.equal(world.state().server, true)
})

test("the cards of a choice are asked for before the page is told of it", () => {
  const world = createWorld(() => 0.5, {})
  world.follower.choose({ years: ["2014"] })
  assert.deepEqual(world.heard, [["?years=2014", CARDS.length]])
})

test("an address that is silent is told of after a second, and the chart stays", async () => {
  const world = createWorld(() => 0.5, { slow: 1 })
  world.follower.choose({ years: ["2014"] })
  await world.clock.run(PATIENCE_MS - 1)
  assert.equal(world.state().notice, "")
  await world.clock.run(2)
  assert.equal(world.state().notice, LATE)
  assert.deepEqual(world.state().shown, ["d exits ", "d context "])
  await world.clock.run(LONGEST_WAIT)
  agrees(world)
})

test("where an address fails, the server is told at once and brings the charts", async () => {
  const world = createWorld(() => 0.5, { fails: 1 })
  world.follower.choose({ years: ["2014"] })
  await world.clock.run(201)
  assert.equal(world.state().server, true)
  await world.clock.run(300)
  agrees(world)
})

test("where the server has newer content of a choice, what was kept is outdated", async () => {
  const world = createWorld(() => 0.5, {})
  world.follower.choose({ years: ["2014"] })
  await world.clock.run(LONGEST_WAIT)
  assert.equal(world.outdated(), 0)
  const [exits] = world.cards
  world.follower.bring(exits, { ...content("exits", "years=2014"), stamp: "newer" })
  assert.equal(world.outdated(), 1)
  assert.equal(exits.shown, "newer")
})

test("the cards of a page that is left are not asked for", async () => {
  const world = createWorld(() => 0.5, {})
  world.leave("training", "?years=2014")
  world.follower.choose({ years: ["2015"] })
  await world.clock.run(100)
  assert.equal(world.loads(), 0)
})

test("the choice that is there already is no step", () => {
  const world = createWorld(() => 0.5, {})
  world.follower.choose({})
  assert.equal(world.steps(), 1)
})
