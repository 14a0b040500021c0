// The media of the dashboard's story. A component of Streamlit without a frame, called at each run.

import { enlarge } from "./enlarged.js";

export default function showMedia() {
  document.addEventListener("click", enlarge);
  return () => document.removeEventListener("click", enlarge);
}
