package console

import (
	"fmt"
	"html/template"
)

// icons are small line drawings, 24 units square, by the name a menu item or
// a template gives. They take the colour of the text around them.
func icons() map[string]string {
	return map[string]string{
		"today":    `<path d="M5 12.5l4.5 4.5L19 7.5"/>`,
		"groups":   `<path d="M4 5h11v8H9l-3 3v-3H4z"/><path d="M9 16v1h6l3 3v-3h2V9h-2"/>`,
		"members":  `<circle cx="9" cy="8" r="3.5"/><path d="M3 20c0-4 2.5-6 6-6s6 2 6 6"/><path d="M16 5a3.2 3.2 0 010 6M18 14.5c2 .8 3 2.6 3 5.5"/>`,
		"import":   `<path d="M12 4v11M7.5 10.5L12 15l4.5-4.5"/><path d="M4 17v3h16v-3"/>`,
		"settings": `<path d="M4 7h9M19 7h1M4 17h1M11 17h9"/><circle cx="16" cy="7" r="2.6"/><circle cx="8" cy="17" r="2.6"/>`,
		"staff":    `<circle cx="12" cy="8" r="4"/><path d="M4 21c0-4.5 3.2-7 8-7s8 2.5 8 7"/>`,
		"units":    `<rect x="9" y="3" width="6" height="5" rx="1"/><rect x="3" y="16" width="6" height="5" rx="1"/><rect x="15" y="16" width="6" height="5" rx="1"/><path d="M12 8v4M6 16v-4h12v4"/>`,
		"insight":  `<path d="M4 20V4M4 20h16"/><path d="M8 16l3.5-5 3 2.5L20 7"/>`,
		"link":     `<path d="M10 14a4 4 0 005.7 0l3-3A4 4 0 0013 5.3l-1 1M14 10a4 4 0 00-5.7 0l-3 3A4 4 0 0011 18.7l1-1"/>`,
		"empty":    `<path d="M3 9c3-3 6 3 9 0s6 3 9 0M3 15c3-3 6 3 9 0s6 3 9 0"/>`,
		"lock":     `<rect x="5" y="11" width="14" height="9" rx="2"/><path d="M8 11V8a4 4 0 018 0v3"/>`,
		"search":   `<circle cx="11" cy="11" r="6"/><path d="M15.5 15.500L20 20"/>`,
		"clock":    `<circle cx="12" cy="12" r="8"/><path d="M12 7.500V12l3 2"/>`,
		"calendar": `<rect x="4" y="5" width="16" height="15" rx="2"/><path d="M4 10h16M8.500 3v4M15.500 3v4"/>`,
		"broken":   `<path d="M4 13c2-2 4 2 6 0M14 11c2-2 4 2 6 0M13 4l-2.5 7h3L11 20"/>`,
		"chevron":  `<path d="M7 10l5 5 5-5"/>`,
		"request":  `<path d="M4 13l3-8h10l3 8v6H4z"/><path d="M4 13h5l1.5 2.5h3L15 13h5"/>`,
		"messages": `<path d="M4 5h16v11h-9l-4 4v-4H4z"/><path d="M8 9h8M8 12.500h5"/>`,
		"wechat":   `<path d="M10 4c4 0 7 2.600 7 5.700s-3 5.700-7 5.700c-.8 0-1.600-.1-2.300-.3L4.500 17l.8-3C3.900 13 3 11.400 3 9.700 3 6.600 6 4 10 4z"/><path d="M17.500 9.500c2.100.8 3.500 2.500 3.500 4.500 0 1.400-.7 2.700-1.800 3.600l.6 2.400-2.700-1.400c-1.700.4-3.600 0-5-.9"/>`,
		"list":     `<path d="M9.500 6.500H20M9.500 12H20M9.500 17.500H20"/><path d="M5 6.500v.01M5 12v.01M5 17.500v.01"/>`,
		"phone":    `<rect x="7" y="3" width="10" height="18" rx="2.5"/><path d="M11 18h2"/>`,
		"help":     `<circle cx="12" cy="12" r="9"/><path d="M9.500 9.500a2.500 2.500 0 114 2c-1 .7-1.500 1.200-1.500 2.200M12 17v.01"/>`,
		"pulse":    `<path d="M3 12h4l2.500-6 4 12 2.500-6h5"/>`,
		"book":     `<path d="M12 6.500C10 5 7.500 4.500 4 4.500v13c3.500 0 6 .5 8 2 2-1.500 4.500-2 8-2v-13c-3.500 0-6 .5-8 2z"/><path d="M12 6.500v13"/>`,
		"plus":     `<path d="M12 5v14M5 12h14"/>`,
	}
}

// icon draws an icon for the eye only: the words beside it say the same.
func icon(name string) (template.HTML, error) {
	shape, ok := icons()[name]
	if !ok {
		return "", fmt.Errorf("there is no icon called %q", name)
	}
	return template.HTML(`<svg class="hs-icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">` + //nolint:gosec // our own drawings
		shape + `</svg>`), nil
}
