// Cards of likely choices, asked for before the click: few at once, and dropped when they are no
// longer likely. These and the cards shown are kept for a short while, in the page's memory only.
/** @import { CardContent, Likely } from "./types.d.ts" */

export const AT_ONCE = 2
export const MOST_KEPT = 40
export const FRESH_MS = 60_000

/**
 * @param {object} env
 * @param {(one: Likely, signal: AbortSignal) => Promise<CardContent>} env.load
 * @param {() => number} env.now in milliseconds
 * @param {() => boolean} env.isSaving whether the reader asked to save data
 */
export function createAhead({ load, now, isSaving }) {
  /** @typedef {{ one: Likely, control: AbortController, wanted: number, at: number }} Sent */
  /** @type {Map<string, Sent & { answer?: Promise<CardContent>, done?: boolean }>} */
  const requests = new Map()

  const running = () => [...requests.values()].filter(({ answer, done }) => answer && !done).length

  function next() {
    for (const [key, request] of requests) {
      if (running() >= AT_ONCE) return
      if (request.answer) continue
      request.answer = load(request.one, request.control.signal)
      request.answer.then(() => {
        request.done = true
        next()
      }, () => {
        if (requests.get(key) === request) requests.delete(key)
        next()
      })
    }
  }

  /** @param {string} key */
  function drop(key) {
    requests.get(key)?.control.abort()
    requests.delete(key)
  }

  function tidy() {
    for (const [key, { at, done }] of requests) {
      if (done && (now() - at > FRESH_MS || requests.size > MOST_KEPT)) requests.delete(key)
    }
  }

  return {
    /**
     * Ask for cards that may be wanted next.
     * @param {Likely[]} cards
     * @returns {() => void} what says that they are no longer likely
     */
    expect(cards) {
      if (isSaving()) return () => {}
      tidy()
      const keys = cards.map(keyOf)
      for (const [at, key] of keys.entries()) {
        const request = requests.get(key) ??
          { one: cards[at], control: new AbortController(), wanted: 0, at: now() }
        request.wanted += 1
        requests.set(key, request)
      }
      next()
      let over = false
      return () => {
        if (over) return
        over = true
        for (const key of keys) {
          const request = requests.get(key)
          if (request && (request.wanted -= 1) <= 0 && !request.done) drop(key)
        }
        next()
      }
    },

    /**
     * @param {Likely} one
     * @returns {Promise<CardContent> | undefined} a card that was asked for, here or on its way
     */
    take(one) {
      tidy()
      const request = requests.get(keyOf(one))
      if (!request?.answer) return undefined
      request.wanted += 1 // whoever took it waits for it
      return request.answer
    },

    /**
     * Keep a card that is here: the choice may be made again.
     * @param {Likely} one
     * @param {CardContent} content
     */
    keep(one, content) {
      tidy()
      const answer = Promise.resolve(content)
      const control = new AbortController()
      requests.set(keyOf(one), { one, control, wanted: 0, at: now(), answer, done: true })
    },

    /** Forget all: what was kept may be of other data by now. */
    forget() {
      for (const key of [...requests.keys()]) drop(key)
    },
  }
}

/** @param {Likely} one */
function keyOf({ dataset, topic, query }) {
  return JSON.stringify([dataset, topic, query])
}
