// Which option a reader is likely to choose next: the one that is pressed, that the pointer rests
// on or that has the focus, and, while nothing else is to be done, the first ones of the line.
/** @import { Selected } from "./types.d.ts" */
import { whenIdle } from "./idle.js"

const REST_MS = 60
const IDLE_MS = 1500
const MOST_NEIGHBOURS = 3

/**
 * @param {HTMLElement} root
 * @param {object} of
 * @param {(option: Element) => Selected | undefined} of.after the choice after a press on an option
 * @param {() => Element[]} of.options in view, in their order
 * @param {(choices: Selected[]) => () => void} of.expect asks for the cards of choices; what it
 *   returns says that they are no longer likely
 */
export function watchLikely(root, { after, options, expect }) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let resting
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let idling
  /** @type {Element | null} */
  let likely = null
  /** @type {(() => void) | undefined} */
  let unlikely
  let near = () => {}

  function leave() {
    clearTimeout(resting)
    unlikely?.()
    likely = null
    unlikely = undefined
  }

  /** @param {Event} event */
  function come({ target }) {
    const option = target instanceof Element ? target.closest("[data-option]") : null
    if (option && option === likely) return
    leave()
    likely = option
    if (option) resting = setTimeout(ask, REST_MS)
  }

  function ask() {
    clearTimeout(resting)
    const selected = likely && !unlikely && after(likely)
    if (selected) unlikely = expect([selected])
  }

  root.addEventListener("pointerover", come)
  root.addEventListener("pointerleave", leave)
  root.addEventListener("focusin", come)
  root.addEventListener("focusout", ({ relatedTarget }) => {
    // A press moves the focus to the option that it is on.
    if (!(relatedTarget instanceof Node && likely?.contains(relatedTarget))) leave()
  })
  root.addEventListener("pointerdown", (event) => {
    come(event)
    ask()
  })

  function stopNear() {
    clearTimeout(idling)
    near()
    near = () => {}
  }

  return {
    /** The page stands, or another choice was made: its neighbours are others. */
    settle() {
      leave()
      stopNear()
      idling = setTimeout(() =>
        whenIdle(() => {
          if (document.hidden || !root.isConnected) return
          const next = options().slice(0, MOST_NEIGHBOURS).map(after)
          near = expect(next.filter((one) => one !== undefined))
        }), IDLE_MS)
    },
    end() {
      leave()
      stopNear()
    },
  }
}
