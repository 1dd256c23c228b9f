// A view whose modules are fetched when it is first shown: those of one page only.
/** @import { Content, View } from "./types.d.ts" */
import { element } from "./dom.js"

/**
 * @template {Content} C
 * @param {() => Promise<{ createView: () => View<C> }>} load
 * @returns {() => View<C>} what makes the view; its root is an empty one until the modules are in
 */
export function later(load) {
  return () => {
    /** @type {C | undefined} */
    let content
    /** @type {View<C> | undefined} */
    let loaded
    let gone = false
    /** @type {View<C>} */
    const view = {
      root: element("div"),
      update(next) {
        content = next
        loaded?.update(next)
      },
      destroy() {
        gone = true
        loaded?.destroy?.()
      },
    }
    load().then(({ createView }) => {
      if (gone) return
      loaded = createView()
      view.root.replaceWith(loaded.root)
      view.root = loaded.root
      if (content) loaded.update(content)
    }, () => {
      view.root.setAttribute("role", "alert")
      view.root.append("This part of the page did not load. Load the page again.")
    })
    return view
  }
}
