package measure

import "cmp"

// NativeGroup is a group as its network names it.
type NativeGroup struct{ Network, Namespace, Chat, Key string }

// CompareGroups orders groups as reports list them: by chat, numbers by value,
// then by the rest of their names.
func CompareGroups(a, b NativeGroup) int {
	return cmp.Or(CompareIDs(a.Chat, b.Chat), cmp.Compare(a.Key, b.Key))
}

// ReportIDs are the native ids of groups, with as much before them as tells two
// groups of one id apart. Their order does not matter.
func ReportIDs(gs []NativeGroup) []string {
	ids := make([]string, len(gs))
	for i, g := range gs {
		ids[i] = g.Chat
	}
	for level := range 2 {
		count := map[string]int{}
		for _, s := range ids {
			count[s]++
		}
		for i, g := range gs {
			switch {
			case count[ids[i]] == 1:
			case level == 0:
				ids[i] = g.Namespace + "/" + g.Chat
			default:
				ids[i] = g.Network + ":" + g.Namespace + "/" + g.Chat
			}
		}
	}
	return ids
}
