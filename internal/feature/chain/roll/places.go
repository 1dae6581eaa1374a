package roll

import (
	"regexp"
	"strings"
)

// howMany is how many places there are, behind their names: "东门、南门两个点自提".
var howMany = regexp.MustCompile(`(?:[两二三四五六七八]|[2-8])个?(?:点|处|店|门|地方)(?:都)?(?:可以?)?$`)

// orAnd are words between places.
var orAnd = strings.NewReplacer("或者", "、", "或", "、", "和", "、", "跟", "、")

// ofEstate are places with a number of their own: "1期门卫", "3号楼架空层".
var ofEstate = regexp.MustCompile(`^[0-9]{1,2}(?:(?:期|区|号门)\p{Han}{0,8}|(?:号楼|栋|幢|座)\p{Han}{2,8})$`)
