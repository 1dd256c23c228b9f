// Files: images drawn here from the same figure as the chart, everything else asked of the server.
import { element } from "./dom.js"
import { imageFont, plotly } from "./draw.js"

const FONT = {
  family: "Metrics Sans",
  weights: "200 900",
  url: "./assets/font/SourceSans3[wght].ttf",
}
const BASE = () => new URL(".", location.href)

// The address of a file of a view, or of all charts with the same filters.
export function address({ dataset, query }, name, form, more = {}) {
  const made = new URL(`export/${encodeURIComponent(dataset)}/${name}.${form}?${query}`, BASE())
  for (const [key, value] of Object.entries(more)) made.searchParams.set(key, value)
  return made
}

// Draw a card's chart as a file shows it: a data URL, with the font in it.
export async function drawn({ data, files }, form, size = "report", scale = 2) {
  const options = { format: form, scale: form === "png" ? scale : 1 }
  return toImage(data, files[size], options)
}

// Draw a card's chart as it is saved; an SVG gets the letters that it uses from the server.
export async function drawnFile({ data, files }, form, size = "report", scale = 2) {
  if (form !== "svg") return blobOf(await drawn({ data, files }, form, size, scale))
  const text = await toImage(data, files[size], { format: "svg", scale: 1, imageDataOnly: true })
  return new Blob([text], { type: "image/svg+xml" })
}

async function toImage(data, original, options) {
  const layout = structuredClone(original)
  const found = await plotly()
  await imageFont()
  const figure = { data: structuredClone(data), layout, config: { staticPlot: true } }
  const size = { width: layout.width, height: layout.height }
  return window.imageInFont(FONT, (...asked) => found.toImage(...asked), figure, {
    ...size,
    ...options,
  })
}

export async function blobOf(url) {
  return (await fetch(url)).blob()
}

// Ask the server for a file; what the browser has drawn goes with the question, by name.
export async function asked(from, images = {}, signal = undefined) {
  const body = new FormData()
  for (const [name, blob] of Object.entries(images)) body.append(name, blob, name)
  const post = Object.keys(images).length > 0
  const answer = await fetch(from, post ? { method: "POST", body, signal } : { signal }).catch(
    (error) => {
      throw error.name === "AbortError" ? error : new Error("the server does not answer")
    },
  )
  if (!answer.ok) throw new Error(await answer.text())
  return { blob: await answer.blob(), name: nameIn(answer.headers.get("Content-Disposition")) }
}

function nameIn(disposition) {
  return decodeURIComponent(disposition?.match(/filename\*=UTF-8''([^;]+)/)?.[1] ?? "download")
}

// Every image of these cards, one after the other; `step` is told before each.
export async function drawnAll(cards, step) {
  const wanted = cards.filter((card) => !card.empty).flatMap((card) =>
    ["png", "svg"].map((form) => [card, form])
  )
  const images = {}
  for (const [done, [card, form]] of wanted.entries()) {
    step(done, wanted.length + 1, `Drawing ${card.filename}.${form}`)
    images[`${card.filename}.${form}`] = await drawnFile(card, form)
  }
  step(wanted.length, wanted.length + 1, "Packing")
  return images
}

// Hand a whole file to the browser; return the words that say so. Nothing is saved before all is here.
export function save(view, blob, name) {
  if (view.address) URL.revokeObjectURL(view.address)
  view.address = URL.createObjectURL(blob)
  const link = element("a", { href: view.address, download: name })
  document.body.append(link)
  link.click()
  link.remove()
  // A page made here keeps the policy of this one, under which the scripts of a report do not run.
  const page = name.endsWith(".html")
  const more = page ? { download: name } : { target: "_blank", rel: "noopener" }
  return [
    `${name} is made. If your browser did not save it, `,
    element("a", { href: view.address, ...more }, page ? "save it here" : "open it here"),
    ".",
  ]
}
