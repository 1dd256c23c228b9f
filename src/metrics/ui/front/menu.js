// In the head of every page: its menu leads on with the dataset and the filters from the first.
import { carryChoice } from "./streamlit_dom.js"

carryChoice()
