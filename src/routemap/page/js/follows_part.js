// “What follows” as a part of Streamlit's page: a component without a frame, called again at each run.

import { follow } from "./follows.js";

let shown = "";

/** @param {{ data: { html: string }, parentElement: HTMLElement }} component  our own HTML, text escaped in it */
export default function followsPart({ data, parentElement }) {
  if (data.html === shown && parentElement.firstElementChild) return;
  shown = data.html;
  parentElement.innerHTML = data.html;
  follow(parentElement.querySelector("[data-follows]"));
}
