// The one component of every page: shows content by its kind, and again only when it has changed.
import * as card from "./card.js"
import * as checks from "./checks.js"
import * as desk from "./desk.js"
import * as frame from "./frame.js"
import * as heading from "./heading.js"
import * as overview from "./overview.js"
import * as reading from "./reading.js"
import * as sources from "./sources.js"

const KINDS = { card, checks, desk, frame, heading, overview, reading, sources }
const views = new WeakMap()

export default function ({ data, parentElement, setTriggerValue }) {
  const content = JSON.parse(new TextDecoder().decode(data))
  const kind = KINDS[content.kind]
  if (!views.has(parentElement)) views.set(parentElement, kind.mount(parentElement))
  const view = views.get(parentElement)
  view.choose = (name, value) => setTriggerValue("filter", { name, value })
  if (content.stamp !== view.content?.stamp) {
    view.content = content
    kind.update(view, content)
  }
  return () => {
    kind.unmount?.(view)
    view.root.remove()
    views.delete(parentElement)
  }
}
