// Elements and texts. Every text is set as text, never as markup.
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  made.append(...children)
  return made
}

export function button(label, attributes = {}, act) {
  const made = element("button", { type: "button", ...attributes }, label)
  if (act) made.addEventListener("click", act)
  return made
}

// A number with an address is a button that opens it; any other text stays text.
export function addressed(text, address) {
  return address ? button(text, { class: "vm-address", "data-address": address }) : document.createTextNode(text)
}

export function linked(pieces = []) {
  return pieces.map(([text, address]) => addressed(text, address))
}

export function say(view, ...words) {
  view.said.replaceChildren(...words)
}

export function saying() {
  return element("p", { class: "vm-said", role: "status", "aria-live": "polite" })
}
