package measure

import (
	"sort"
	"time"
)

const (
	second = int64(1000)
	minute = 60 * second
	hour   = 60 * minute
	day    = 24 * hour
)

// Calendar counts local days of one zone, quickly: it remembers the offset
// that holds around the time it was last asked for.
type Calendar struct {
	zone       *time.Location
	from, to   int64 // Unix milliseconds between which offset holds
	offset     int64 // milliseconds east of UTC
	chinese    bool
	restFrom   []int64 // starts of the Spring Festival rests, for recency clocks
	restLength int64
}

// NewCalendar returns the calendar of zone.
func NewCalendar(zone *time.Location) *Calendar {
	c := &Calendar{zone: zone, chinese: chineseZones[zone.String()]}
	if c.chinese {
		c.restLength = 8 * day // 除夕 to 初七, both included
		for _, d := range springFestivals {
			eve := time.Date(d.year, d.month, d.day-1, 0, 0, 0, 0, zone)
			c.restFrom = append(c.restFrom, eve.UnixMilli())
		}
	}
	return c
}

// Chinese calendar rules apply to groups in these zones.
var chineseZones = map[string]bool{
	"Asia/Shanghai": true, "Asia/Chongqing": true, "Asia/Chungking": true, "Asia/Harbin": true, "Asia/Urumqi": true,
	"Asia/Kashgar": true, "Asia/Hong_Kong": true, "Asia/Macau": true, "Asia/Macao": true, "Asia/Taipei": true,
	"PRC": true, "Hongkong": true, "ROC": true,
}

func (c *Calendar) local(ms int64) int64 {
	if ms < c.from || ms >= c.to {
		t := time.UnixMilli(ms).In(c.zone)
		_, off := t.Zone()
		c.offset = int64(off) * second
		start, end := t.ZoneBounds()
		c.from, c.to = ms, ms+1
		if !start.IsZero() {
			c.from = start.UnixMilli()
		} else if end.IsZero() || end.UnixMilli() > ms {
			c.from = -1 << 62
		}
		if !end.IsZero() {
			c.to = end.UnixMilli()
		} else {
			c.to = 1<<62 - 1
		}
	}
	return ms + c.offset
}

// Day is the number of the local day that holds ms, counted from 1970-01-01.
func (c *Calendar) Day(ms int64) int32 { return int32(floorDiv(c.local(ms), day)) }

// Minute is the minute of the local day, 0 to 1439.
func (c *Calendar) Minute(ms int64) int {
	l := c.local(ms)
	return int((l - floorDiv(l, day)*day) / minute)
}

// Hour is the hour of the local day.
func (c *Calendar) Hour(ms int64) int { return c.Minute(ms) / 60 }

// Weekday is the day of the week of a local day number, Monday 0.
func Weekday(d int32) int { return int((int64(d)%7 + 7 + 3) % 7) }

// Date is the calendar date of a local day number, at midnight UTC.
func Date(d int32) time.Time { return time.Unix(int64(d)*86400, 0).UTC() }

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// Silence is how long the clock of dormant and dead ran between two instants:
// in Chinese zones it stands still from 除夕 to 初七.
func (c *Calendar) Silence(from, to int64) int64 {
	total := to - from
	i := sort.Search(len(c.restFrom), func(i int) bool { return c.restFrom[i]+c.restLength > from })
	for ; i < len(c.restFrom) && c.restFrom[i] < to; i++ {
		total -= min(to, c.restFrom[i]+c.restLength) - max(from, c.restFrom[i])
	}
	return total
}

// Holiday reports whether a local day is left out when a group's weeks are
// compared: 除夕−7 to 正月初十, and the first week of October.
func (c *Calendar) Holiday(d int32) bool {
	if !c.chinese {
		return false
	}
	year, month, dom := Date(d).Date()
	if month == time.October {
		return dom <= 7
	}
	n := year - springFestivals[0].year
	if month > time.March || n < 0 || n >= len(springFestivals) {
		return false
	}
	f := springFestivals[n]
	first := int32(time.Date(f.year, f.month, f.day, 0, 0, 0, 0, time.UTC).Unix() / 86400)
	return d >= first-8 && d <= first+9
}

type date struct {
	year  int
	month time.Month
	day   int
}

// springFestivals are the first days of the Chinese year, 2000 to 2050, as
// published by the Purple Mountain Observatory and the Hong Kong Observatory.
var springFestivals = [...]date{
	{2000, 2, 5}, {2001, 1, 24}, {2002, 2, 12}, {2003, 2, 1}, {2004, 1, 22}, {2005, 2, 9}, {2006, 1, 29},
	{2007, 2, 18}, {2008, 2, 7}, {2009, 1, 26}, {2010, 2, 14}, {2011, 2, 3}, {2012, 1, 23}, {2013, 2, 10},
	{2014, 1, 31}, {2015, 2, 19}, {2016, 2, 8}, {2017, 1, 28}, {2018, 2, 16}, {2019, 2, 5}, {2020, 1, 25},
	{2021, 2, 12}, {2022, 2, 1}, {2023, 1, 22}, {2024, 2, 10}, {2025, 1, 29}, {2026, 2, 17}, {2027, 2, 6},
	{2028, 1, 26}, {2029, 2, 13}, {2030, 2, 3}, {2031, 1, 23}, {2032, 2, 11}, {2033, 1, 31}, {2034, 2, 19},
	{2035, 2, 8}, {2036, 1, 28}, {2037, 2, 15}, {2038, 2, 4}, {2039, 1, 24}, {2040, 2, 12}, {2041, 2, 1},
	{2042, 1, 22}, {2043, 2, 10}, {2044, 1, 30}, {2045, 2, 17}, {2046, 2, 6}, {2047, 1, 26}, {2048, 2, 14},
	{2049, 2, 2}, {2050, 1, 23},
}
