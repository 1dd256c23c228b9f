// Cards of likely choices, asked for before the click: few at once, dropped when they are no longer
// likely, and kept for a short while in the memory of the page only.
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
  /** @typedef {{ one: Likely, control: AbortController, wanted: number, at: number }} Asked */
  /** @type {Map<string, Asked & { answer?: Promise<CardContent>, done?: boolean }>} */
  const kept = new Map()

  const running = () => [...kept.values()].filter(({ answer, done }) => answer && !done).length

  function next() {
    for (const [key, asked] of kept) {
      if (running() >= AT_ONCE) return
      if (asked.answer) continue
      asked.answer = load(asked.one, asked.control.signal)
      asked.answer.then(() => {
        asked.done = true
        next()
      }, () => {
        if (kept.get(key) === asked) kept.delete(key)
        next()
      })
    }
  }

  /** @param {string} key */
  function drop(key) {
    kept.get(key)?.control.abort()
    kept.delete(key)
  }

  function tidy() {
    for (const [key, { at, done }] of kept) {
      if (done && (now() - at > FRESH_MS || kept.size > MOST_KEPT)) kept.delete(key)
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
        const asked = kept.get(key) ??
          { one: cards[at], control: new AbortController(), wanted: 0, at: now() }
        asked.wanted += 1
        kept.set(key, asked)
      }
      next()
      let over = false
      return () => {
        if (over) return
        over = true
        for (const key of keys) {
          const asked = kept.get(key)
          if (asked && (asked.wanted -= 1) <= 0 && !asked.done) drop(key)
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
      const asked = kept.get(keyOf(one))
      if (!asked?.answer) return undefined
      asked.wanted += 1 // whoever took it waits for it
      return asked.answer
    },

    /** Forget all: what was kept may be of other data by now. */
    forget() {
      for (const key of [...kept.keys()]) drop(key)
    },
  }
}

/** @param {Likely} one */
function keyOf({ dataset, topic, query }) {
  return JSON.stringify([dataset, topic, query])
}
