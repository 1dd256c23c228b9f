// What the reader chose on this page, followed: the one follower of the page, with the browser and
// the server around it.
/** @import { CardContent, Likely, Selected } from "./types.d.ts" */
import { createAhead } from "./ahead.js"
import { queryWith, selectedIn, withFilter } from "./choices.js"
import { fileUrl } from "./files.js"
import { createFollower } from "./follower.js"
import { onHistory, tellStreamlit } from "./streamlit_dom.js"

const SHOWN_MS = 50 // from the start of a frame until it is on the screen, and some more
const PAINT_MS = 500 // a page out of sight paints nothing: then it waits no longer than this

/** @type {Set<(text: string) => void>} */
const notices = new Set()
/** @type {Set<() => void>} */
const watchers = new Set()

let chosenOn = "" // the page on which the reader chose last

const ahead = createAhead({
  load: fetchCard,
  now: () => performance.now(),
  isSaving: () =>
    /** @type {{ connection?: { saveData?: boolean } }} */ (navigator).connection?.saveData ===
        true ||
      matchMedia("(prefers-reduced-data: reduce)").matches,
})

export const follower = createFollower({
  query: () => location.search,
  page: () => `${location.pathname}?${new URLSearchParams(location.search).get("dataset") ?? ""}`,
  push(selected) {
    const query = queryWith(location.search, selected)
    chosenOn = location.pathname
    history.pushState({ vmChoice: true }, "", location.pathname + (query && `?${query}`))
  },
  changed() {
    for (const changed of watchers) changed()
  },
  load: loadCard,
  tell: () => location.pathname === chosenOn && tellStreamlit(),
  outdated: ahead.forget,
  keep(content) {
    const { dataset, query } = content.export
    ahead.keep(cardOf(dataset, content.name, query), content)
  },
  afterPaint,
  later(act, ms) {
    const timer = setTimeout(act, ms)
    return () => clearTimeout(timer)
  },
  notice(text) {
    for (const say of notices) say(text)
  },
})

onHistory(() => follower.moved())

/**
 * @param {string} dataset
 * @param {string} topic
 * @param {string} query
 * @param {AbortSignal} signal
 * @returns {Promise<CardContent>}
 */
async function loadCard(dataset, topic, query, signal) {
  const one = cardOf(dataset, topic, query)
  const early = await ahead.take(one)?.catch(() => undefined)
  if (early) return early
  const content = await fetchCard(one, signal)
  ahead.keep(one, content)
  return content
}

/**
 * @param {string} dataset
 * @param {string} topic
 * @param {string} query
 * @returns {Likely} the same for the same choice, however a URL says it
 */
function cardOf(dataset, topic, query) {
  return { dataset, topic, query: queryWith("", selectedIn(query)) }
}

/**
 * @param {Likely} one
 * @param {AbortSignal} signal
 * @returns {Promise<CardContent>}
 */
async function fetchCard(one, signal) {
  const answer = await fetch(fileUrl(one, one.topic, "card"), { signal })
  if (!answer.ok) throw new Error(await answer.text())
  return answer.json()
}

/**
 * Ask for the cards of choices that may come next.
 * @param {Selected[]} choices
 * @returns {() => void} what says that they are no longer likely
 */
export function expectChoices(choices) {
  return ahead.expect(choices.flatMap((one) => follower.cardsOf(queryWith("", one))))
}

/**
 * Streamlit's run takes the browser's main thread: it waits until the frame is on the screen.
 * @param {() => void} act
 */
function afterPaint(act) {
  let timer = setTimeout(act, PAINT_MS)
  requestAnimationFrame(() => {
    clearTimeout(timer)
    timer = setTimeout(act, SHOWN_MS)
  })
}

/** @returns {Selected} what is chosen on the page */
export function selectedNow() {
  return follower.selected()
}

/**
 * Set one filter to one value, as a click on a mark does; null empties it.
 * @param {string} name
 * @param {string | null} value
 */
export function setFilter(name, value) {
  follower.choose(withFilter(selectedNow(), name, value === null ? [] : [value]))
}

/**
 * @param {object} on
 * @param {() => void} on.change called when the reader has chosen, or gone Back or Forward
 * @param {(text: string) => void} on.notice
 * @returns {() => void} what ends it
 */
export function watchChoice({ change, notice }) {
  watchers.add(change)
  notices.add(notice)
  return () => {
    watchers.delete(change)
    notices.delete(notice)
  }
}
