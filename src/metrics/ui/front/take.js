// The dialog to take a chart away: images, tables, bundles, reports, links.
import { button, element, say, saying } from "./dom.js"
import { address, asked, blobOf, drawn, drawnAll, save } from "./files.js"
import { copied } from "./panel.js"

const SIZES = { report: "Report, landscape", square: "Square", slide: "Slide, 16:9", column: "A4 column" }
const SCALES = { 1: "1×, for the screen", 2: "2×, for print", 4: "4×, for a poster" }
const TABLES = { csv: "CSV", xlsx: "Excel", parquet: "Parquet", json: "JSON" }

export function buttons(card) {
  const quick = button("PNG", { "data-format": "png", "aria-label": "Download the chart as PNG" }, () => image({ card, said: card.said }, "png", quick))
  return [quick, button("Download …", { "aria-haspopup": "dialog" }, () => open((card.take ??= dialog(card))))]
}

function dialog(card) {
  const take = { card, root: element("dialog", { class: "vm-take", "aria-label": "Take it away" }), said: saying(), size: select("Size", SIZES, "report"), scale: select("Scale of the PNG", SCALES, "2") }
  take.progress = element("progress", { hidden: "", "aria-label": "How far the bundle is" })
  take.preview = element("img", { class: "vm-preview" })
  take.body = element("div")
  take.root.append(
    element("header", {}, element("h2", {}, "Take it away"), button("Close", { class: "vm-close" }, () => take.root.close())),
    take.body, take.progress, take.said,
  )
  card.root.append(take.root)
  take.size.input.addEventListener("change", () => preview(take))
  take.root.addEventListener("close", () => take.abort?.abort())
  return take
}

function open(take) {
  say(take)
  take.rows = rowChoice(take.card.content)
  take.body.replaceChildren(images(take), tables(take), bundles(take), links(take))
  take.root.showModal()
  preview(take)
}

function section(title, says, ...parts) {
  return element("section", {}, element("h3", {}, title), element("p", { class: "vm-hint" }, says), ...parts)
}

function row(...parts) {
  return element("div", { class: "vm-controls vm-taking" }, ...parts)
}

function select(label, choices, chosen) {
  const input = element("select", { "aria-label": label }, ...Object.entries(choices).map(([value, text]) => element("option", { value }, text)))
  input.value = chosen
  return { input, root: element("label", {}, label, input) }
}

// ---- images

function images(take) {
  const { pdf } = take.card.content.export
  const form = (name) => button(name.toUpperCase(), { "aria-label": `Download the image as ${name.toUpperCase()}` }, (event) => image(take, name, event.currentTarget))
  const paper = form("pdf")
  paper.disabled = Boolean(pdf)
  return section("Image", "Always light, with title, filters, statuses and source inside.",
    take.preview, row(take.size.root, take.scale.root), row(form("png"), form("svg"), paper, copy(take)),
    ...(pdf ? [element("p", { class: "vm-hint" }, pdf)] : []))
}

async function preview(take) {
  const { alt } = take.card.content
  take.preview.alt = alt
  take.preview.src = await drawn(take.card.content, "svg", take.size.input.value).catch(() => "")
}

function image(take, form, pressed) {
  const size = take.size?.input.value ?? "report"
  const scale = Number(take.scale?.input.value ?? 2)
  return working(take, pressed, form.toUpperCase(), async (signal) => {
    const { content } = take.card
    const images = form === "pdf" ? {} : { [form]: await blobOf(await drawn(content, form, size, scale)) }
    const file = await asked(address(content.export, content.name, form, { size, scale }), images, signal)
    return save(take, file.blob, file.name)
  })
}

function copy(take) {
  const made = button("Copy image", {}, () => working(take, made, "image", async () => {
    const picture = drawn(take.card.content, "png", take.size.input.value, 2).then(blobOf)
    if (!window.ClipboardItem || !navigator.clipboard?.write) throw new Error("it keeps the clipboard closed on a page without https. Download the PNG instead")
    await navigator.clipboard.write([new ClipboardItem({ "image/png": picture })])
    return ["The image is copied."]
  }))
  return made
}

// ---- tables

function rowChoice(content) {
  const counts = { shown: content.rows.rows, everything: content.export.everything }
  const words = { shown: "What is shown", everything: "Everything" }
  const line = (value) => {
    const input = element("input", { type: "radio", name: "vm-rows", value })
    input.checked = value === "shown"
    return element("label", { "data-rows": "" }, input, ` ${words[value]} (${counts[value]} ${counts[value] === 1 ? "row" : "rows"})`)
  }
  return element("fieldset", { class: "vm-controls" }, element("legend", {}, "Rows"), line("shown"), line("everything"))
}

function tables(take) {
  const chosen = () => take.rows.querySelector("input:checked").value
  const file = (form) => link(take, TABLES[form], () => address(take.card.content.export, take.card.content.name, form, { rows: chosen() }))
  return section("Table", "Tidy, with unit, status and the address of each figure.", take.rows, row(...Object.keys(TABLES).map(file)))
}

// A link to a file: followed here, so that what goes wrong is said; still a link, to be copied or used by programs.
function link(take, label, from) {
  const made = element("a", { class: "vm-file", href: from(), download: "" }, label)
  made.addEventListener("pointerdown", () => (made.href = from()))
  made.addEventListener("click", (event) => {
    event.preventDefault()
    working(take, made, label, async (signal) => {
      const file = await asked(from(), {}, signal)
      return save(take, file.blob, file.name)
    })
  })
  return made
}

// ---- bundles and reports

function bundles(take) {
  const { content } = take.card
  const { export: of } = content
  const one = button("This chart (ZIP)", {}, () => bundle(take, one, content.name, async () => [content]))
  const all = button("All charts (ZIP)", {}, () => bundle(take, all, "all", (signal) => Promise.all(of.topics.map((name) => cardOf(of, name, signal)))))
  const paper = of.pdf ? button("Report (PDF)", { disabled: "" }) : link(take, "Report (PDF)", () => address(of, "all", "pdf"))
  return section("Bundle and report", "A ZIP with images, tables, citations and checksums; a report of all charts with the filters as they are.",
    row(one, all, link(take, "Report (HTML)", () => address(of, "all", "html")), paper))
}

async function cardOf(of, name, signal) {
  return JSON.parse(await (await asked(address(of, name, "card"), {}, signal)).blob.text())
}

function bundle(take, pressed, name, cards) {
  const step = (done, of, words) => {
    Object.assign(take.progress, { hidden: false, max: of, value: done })
    say(take, `${words} …`)
  }
  return working(take, pressed, "bundle", async (signal) => {
    const images = await drawnAll(await cards(signal), (...at) => {
      signal.throwIfAborted()
      step(...at)
    })
    const file = await asked(address(take.card.content.export, name, "zip"), images, signal)
    return save(take, file.blob, file.name)
  })
}

// ---- links

function links(take) {
  const { link } = take.card.content
  const plain = () => {
    const url = new URL(link, location.href)
    url.searchParams.delete("version")
    return url
  }
  const bare = new URL(plain().pathname, location.href)
  return section("Link", "A frozen link names the version of the data, and says so when they have changed since.",
    row(button("Copy link", {}, () => copied(take, plain().href)),
      button("Copy link without filters", {}, () => copied(take, bare.href)),
      button("Copy frozen link", {}, () => copied(take, new URL(link, location.href).href))))
}

// ---- one piece of work at a time is said: that it began, how it ended

async function working(take, pressed, what, work) {
  take.abort = new AbortController()
  pressed.disabled = true
  say(take, `Making the ${what} …`)
  try {
    say(take, ...(await work(take.abort.signal)))
  } catch (error) {
    const words = `The ${what} was not made: ${error?.message ?? error}`
    say(take, error?.name === "AbortError" ? "" : words.replace(/[.\s]*$/, "."))
  } finally {
    pressed.disabled = false
    if (take.progress) take.progress.hidden = true
  }
}
