// “What follows” as a page of its own; scripts are deferred, so it stands there.

import { follow } from "./follows.js";

follow(document.querySelector("[data-follows]"));
