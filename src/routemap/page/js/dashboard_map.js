// The script of the dashboard's map, in the frame of streamlit-folium; folium's page calls it.

import { openInStreamlit } from "./streamlit_host.js";

Object.assign(window, { routemap: { openInStreamlit } });
