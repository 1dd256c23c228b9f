// Which content each card shows. The page's URL says what the reader chose last; a card shows what
// belongs to that, whoever brings it first: the card's own address, or the server's run of the
// page. Nothing here knows of a page: what it reads and does is given to it.
/** @import { CardContent, Environment, FiltersContent } from "./types.d.ts" */
/** @import { Followed, Likely, Selected } from "./types.d.ts" */
import { keyIn, keyOf, selectedIn } from "./choices.js"

export const PATIENCE_MS = 1000
export const LATE = "The chart still shows the choice before: the new one has not arrived yet."

/** @param {Environment} env */
export function createFollower(env) {
  /** @type {Set<Followed>} */
  const cards = new Set()
  /** @type {FiltersContent | undefined} */
  let line // what the server said last of the filters; none on a page without filters
  let page = "" // the one that it is of, as the URL names it
  /** @type {Map<string, CardContent>} */
  let answers = new Map() // what the cards' addresses brought for the choice `key`
  let key = ""
  /** @type {AbortController | undefined} */
  let asking
  let stopWaiting = () => {}

  const now = () => keyIn(env.query())
  const isFollowed = () => line !== undefined && keyIn(line.asked) === now()
  const isAnswered = () => key === now() && [...cards].every(({ name }) => answers.has(name))

  /** @param {Followed} card */
  function contentOf({ name, server }) {
    if (!line) return server
    if (isFollowed() && server && belongs(server, line.dataset, line.query)) return server
    return key === now() ? answers.get(name) : undefined
  }

  function show() {
    for (const card of cards) {
      const content = contentOf(card)
      if (!content || content.stamp === card.shown) continue
      card.shown = content.stamp
      card.draw(content)
    }
    if (isFollowed() || isAnswered()) stopWaiting()
  }

  /**
   * Ask the cards' own addresses for what the URL says now. Whatever comes of it, `tell` is called:
   * after the paint, or at once where an address fails, or when the reader has waited too long.
   * @param {() => void} tell
   */
  function ask(tell) {
    forget()
    key = now()
    const { signal } = asking = new AbortController()
    const tellOnce = once(() => signal.aborted || tell())
    const cancel = env.later(() => {
      env.notice(LATE)
      tellOnce()
    }, PATIENCE_MS)
    stopWaiting = () => {
      cancel()
      env.notice("")
    }
    show() // the choice that the server has answered already, taken up again
    const loads = line && page === env.page() && !isFollowed()
      ? [...cards].map((card) => load(card, line?.dataset ?? "", signal))
      : []
    Promise.all(loads).then(() => env.afterPaint(tellOnce), tellOnce)
  }

  /**
   * @param {Followed} card
   * @param {string} of the name of the dataset
   * @param {AbortSignal} signal
   */
  async function load({ name }, of, signal) {
    const query = env.query()
    const content = await env.load(of, name, query, signal)
    if (signal.aborted) return
    if (!belongs(content, of, query)) throw new Error("an answer to another question")
    answers.set(name, content)
    show()
  }

  function forget() {
    asking?.abort()
    stopWaiting()
    stopWaiting = () => {}
    answers = new Map()
  }

  return {
    /**
     * The reader chose: the URL says so at once.
     * @param {Selected} selected
     */
    choose(selected) {
      if (keyOf(selected) === now()) return
      env.push(selected)
      ask(env.tell) // before others hear of it: cards that are on their way are taken, not dropped
      env.changed()
    },

    /** The browser went Back or Forward; Streamlit has heard of it by itself. */
    moved() {
      if (page === env.page()) { // else the server brings another page
        if (isFollowed() || isAnswered()) show()
        else ask(() => {})
      }
      env.changed()
    },

    /** @param {FiltersContent | undefined} next what the server says of the filters */
    settle(next) {
      line = next
      page = env.page()
      show()
    },

    /**
     * @param {Followed} card
     * @param {CardContent} content
     */
    bring(card, content) {
      const early = answers.get(card.name)
      if (early && belongs(content, early.export.dataset, early.export.query)) {
        if (early.stamp !== content.stamp) env.outdated()
      }
      env.keep(content)
      cards.add(card)
      card.server = content
      show()
    },

    /** @param {Followed} card */
    leave(card) {
      cards.delete(card)
    },

    /**
     * @param {string} query of a choice
     * @returns {Likely[]} the cards of the page for it
     */
    cardsOf: (query) =>
      [...line ? cards : []].map(({ name }) => ({
        dataset: line?.dataset ?? "",
        topic: name,
        query,
      })),
    isFollowed,
    selected: () => selectedIn(line && isFollowed() ? line.query : env.query()),
  }
}

/**
 * @param {CardContent} content
 * @param {string} dataset
 * @param {string} query
 */
function belongs({ export: of }, dataset, query) {
  return of.dataset === dataset && keyIn(of.query) === keyIn(query)
}

/** @param {() => void} act */
function once(act) {
  let done = false
  return () => {
    if (done) return
    done = true
    act()
  }
}
