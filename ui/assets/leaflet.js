// Leaflet, which is no module: whoever imports this waits for it, while the other scripts are already on their way.
import { leaflet } from "./loader.js";

await leaflet;
export default window.L;
