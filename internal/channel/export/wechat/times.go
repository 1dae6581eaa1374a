package wechat

import (
	"strconv"
	"strings"
	"time"

	"github.com/huoshui/huoshui/internal/channel/export"
)

// readTime reads a time as the export tools write it: seconds or milliseconds
// since 1970, RFC 3339, or local time in zone. It says no to what cannot be
// the time of a message, such as 0.
func readTime(s string, zone *time.Location) (time.Time, bool) {
	s = strings.TrimSpace(s)
	if n, err := strconv.ParseFloat(s, 64); err == nil {
		return unixTime(n)
	}
	if t, err := time.Parse(time.RFC3339Nano, s); err == nil {
		return t.UTC(), likely(t)
	}
	for _, layout := range [...]string{
		"2006-1-2 15:4:5", "2006/1/2 15:4:5", "2006-1-2T15:4:5", "2006-1-2 15:4", "2006/1/2 15:4", "2006年1月2日 15:4:5",
	} {
		if t, err := time.ParseInLocation(layout, s, zone); err == nil {
			return t.UTC(), likely(t)
		}
	}
	return time.Time{}, false
}

// unixTime reads seconds, or milliseconds where seconds would lie beyond 5000.
func unixTime(n float64) (time.Time, bool) {
	const milliseconds = 1e11
	if !(n > 0 && n < 1e15) {
		return time.Time{}, false
	}
	t := time.Unix(int64(n), 0)
	if n >= milliseconds {
		t = time.UnixMilli(int64(n))
	}
	return t.UTC(), likely(t)
}

// likely leaves out what is before WeChat, and so a field gone wrong. Times
// to come are left to the caller, who sets them aside.
func likely(t time.Time) bool { return t.Year() >= 2000 && t.Year() <= 9999 }

// zoneOf is the zone of times that state none; Shanghai where nothing is said.
func zoneOf(opt export.Options) *time.Location {
	if opt.Zone != nil {
		return opt.Zone
	}
	return time.FixedZone("UTC+8", 8*60*60)
}
