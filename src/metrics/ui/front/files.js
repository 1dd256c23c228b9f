// Image files, made in the browser from the same figure.
import { button, element, say } from "./dom.js"
import { plotly } from "./draw.js"

const FORMATS = { png: 2, svg: 1 }

export function buttons(card) {
  return Object.keys(FORMATS).map((format) => {
    const label = format.toUpperCase()
    const attributes = { "data-format": format, "aria-label": `Download the chart as ${label}` }
    const made = button(label, attributes, () => download(card, format, made))
    return made
  })
}

async function download(card, format, made) {
  const { data, file, filename } = card.content
  made.disabled = true
  say(card, `Making the ${format.toUpperCase()} …`)
  try {
    const options = { format, width: file.width, height: file.height, scale: FORMATS[format] }
    const library = await plotly()
    const url = await library.toImage({ data: structuredClone(data), layout: file, config: { staticPlot: true } }, options)
    await save(card, url, `${filename}.${format}`)
  } catch (error) {
    say(card, `This browser did not make the ${format.toUpperCase()} (${error?.message ?? error}). Try the other format, or take the numbers from the data tab.`)
  } finally {
    made.disabled = false
  }
}

async function save(card, url, name) {
  const blob = await (await fetch(url)).blob()
  const address = URL.createObjectURL(blob)
  element("a", { href: address, download: name }).click()
  const open = element("a", { href: address, target: "_blank", rel: "noopener" }, "open it here")
  say(card, `${name} is made. If your browser did not save it, `, open, ".")
  if (card.address) URL.revokeObjectURL(card.address)
  card.address = address
}
