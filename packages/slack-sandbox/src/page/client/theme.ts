/** Light, dark, or as the system: remembered by this browser. */

import { html } from "htm/preact";
import { useEffect, useState } from "preact/hooks";
import { Icon } from "./icons.ts";
import { MenuButton } from "./menu.ts";
import { useShared } from "./shared.ts";

const THEMES = ["auto", "light", "dark"] as const;
type Theme = (typeof THEMES)[number];
const KEPT = "slack-sandbox-theme";

export function ThemeButton() {
  const { words } = useShared();
  const [theme, setTheme] = useState<Theme>(() => THEMES.find((each) => each === localStorage.getItem(KEPT)) ?? "auto");
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
    localStorage.setItem(KEPT, theme);
  }, [theme]);
  const items = THEMES.map((each) => ({
    key: each,
    label: words.theme[each],
    isChosen: each === theme,
    choose: () => setTheme(each),
  }));
  return html`<${MenuButton} label=${words.theme.name} items=${items} class="bar-button" alignEnd><${Icon} name=${theme === "dark" ? "moon" : "sun"} /><//>`;
}
