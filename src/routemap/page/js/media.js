// The media of a page's stories. A bundle of its own, which only pages with such media load.

import { enlarge } from "./enlarged.js";

document.addEventListener("click", enlarge);
