// Which option a reader is likely to choose next: the one that the pointer rests on or that has the
// focus, and, while nothing else is to be done, the first ones of the line.
/** @import { Selected } from "./types.d.ts" */
import { whenIdle } from "./idle.js"
import { expectChoices } from "./page_choice.js"

const REST_MS = 60
const IDLE_MS = 1500
const MOST_NEIGHBOURS = 3

/**
 * @param {HTMLElement} root
 * @param {(option: Element) => Selected | undefined} after the choice after a press on an option
 * @param {() => Element[]} options in view, in their order
 */
export function watchLikely(root, after, options) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let resting
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let idling
  let pointed = () => {}
  let near = () => {}

  function leave() {
    clearTimeout(resting)
    pointed()
    pointed = () => {}
  }

  const come = (/** @type {Event} */ { target }) => {
    leave()
    const option = target instanceof Element && target.closest("[data-option]")
    const selected = option ? after(option) : undefined
    if (selected) resting = setTimeout(() => (pointed = expectChoices([selected])), REST_MS)
  }
  root.addEventListener("pointerover", come)
  root.addEventListener("pointerleave", leave)
  root.addEventListener("focusin", come)
  root.addEventListener("focusout", leave)

  function stopNear() {
    clearTimeout(idling)
    near()
    near = () => {}
  }

  return {
    /** The page stands, or another choice was made: its neighbours are others. */
    settle() {
      stopNear()
      idling = setTimeout(() =>
        whenIdle(() => {
          if (document.hidden || !root.isConnected) return
          const next = options().slice(0, MOST_NEIGHBOURS).map(after)
          near = expectChoices(next.filter((one) => one !== undefined))
        }), IDLE_MS)
    },
    end() {
      leave()
      stopNear()
    },
  }
}
