package house

import (
	"regexp"
	"testing"

	"github.com/huoshui/huoshui/internal/channel/export/sample"
)

// TestTheSamplesSOPsNamePicturesThatAreThere, and at least two of them have one.
func TestTheSamplesSOPsNamePicturesThatAreThere(t *testing.T) {
	found := 0
	for _, s := range sampleSOPs() {
		for _, m := range regexp.MustCompile(`image: /sample/(\S+)`).FindAllStringSubmatch(s.text, -1) {
			if found++; len(s.groups) == 0 {
				t.Errorf("%s is in no group", s.name)
			}
			if _, err := sample.Picture(m[1]); err != nil {
				t.Errorf("%s: %s: %v", s.name, m[1], err)
			}
		}
	}
	if found < 2 {
		t.Errorf("%d pictures", found)
	}
}
