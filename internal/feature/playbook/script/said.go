package script

import (
	"maps"
	"strings"
	"time"
	"unicode"

	"github.com/huoshui/huoshui/internal/base/i18n"
)

// Said fills a text that people read: as Fill, and moments as people say them, in the
// language of the text.
func (s *Playbook) Said(text string, values map[string]string, zone *time.Location) (out string, lacking []string) {
	var spoken map[string]string
	for i := range s.Fields {
		f := &s.Fields[i]
		if f.Kind != AMoment || zone == nil || !strings.Contains(text, f.Name) {
			continue
		}
		if t, ok := ParseMoment(values[f.Name], zone); ok {
			if spoken == nil {
				spoken = maps.Clone(values)
			}
			spoken[f.Name] = Spoken(t, zone).In(languageOf(text))
		}
	}
	if spoken == nil {
		spoken = values
	}
	return Fill(text, spoken)
}

// onlyHant are common characters that Simplified Chinese writes otherwise.
const onlyHant = "們個這說還為來時會對沒點週開學買賣讓請問題後裡與從間過"

// languageOf is in which language a text is written, but for its fields.
func languageOf(text string) i18n.Lang {
	lang := i18n.En
	for text != "" {
		before, rest, _ := strings.Cut(text, "{{")
		for _, c := range before {
			if strings.ContainsRune(onlyHant, c) {
				return i18n.ZhHant
			}
			if unicode.Is(unicode.Han, c) {
				lang = i18n.ZhHans
			}
		}
		_, text, _ = strings.Cut(rest, "}}")
	}
	return lang
}
