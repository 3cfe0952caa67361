"""Words and weights that synthetic people are drawn from."""

from registry.codes import DisabilityType

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许邓韩冯曹彭曾萧田董潘袁于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金"
    "石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严武戴莫孔向汤柯章查檀桂佘舒操纪"
)
MALE_GIVEN = (
    "伟强磊军洋勇杰涛超明刚平辉鹏华飞鑫波斌宇浩凯健俊帆志国建文德永福成贵祥兴旺根生水木长春来顺金银宝发富财安邦庆云龙虎松柏清"
    "海江河山川东南"
)
FEMALE_GIVEN = (
    "芳娜敏静丽艳娟霞秀英华慧巧美婷玉萍红娥玲芬燕彩春菊兰凤洁梅琳素云莲真环雪荣爱妹香月莺媛瑞凡佳嘉琼勤珍贞莉桂娣叶璧璐娅琦晶"
    "妍茜秋珊莎锦黛青倩"
)

# Share of certificates by type, and how its ages lie: (type, weight, age classes as (from, to, weight)).
TYPES = [
    (DisabilityType.PHYSICAL, 45, [(3, 17, 4), (18, 44, 18), (45, 64, 42), (65, 92, 36)]),
    (DisabilityType.HEARING, 14, [(1, 17, 6), (18, 44, 12), (45, 64, 27), (65, 94, 55)]),
    (DisabilityType.VISUAL, 13, [(2, 17, 4), (18, 44, 12), (45, 64, 30), (65, 94, 54)]),
    (DisabilityType.MENTAL, 10, [(14, 17, 3), (18, 44, 42), (45, 64, 43), (65, 85, 12)]),
    (DisabilityType.INTELLECTUAL, 9, [(1, 6, 10), (7, 17, 22), (18, 44, 44), (45, 70, 24)]),
    (DisabilityType.MULTIPLE, 6, [(1, 6, 8), (7, 17, 14), (18, 44, 32), (45, 88, 46)]),
    (DisabilityType.SPEECH, 3, [(2, 6, 16), (7, 17, 20), (18, 44, 32), (45, 75, 32)]),
]
GRADES = [(1, 16), (2, 27), (3, 30), (4, 27)]
# Not disabled, yet helped: children under observation, elders, relatives.
OTHER_AGES = [(0, 6, 40), (7, 17, 10), (18, 64, 20), (65, 95, 30)]

NEEDS_BY_TYPE = {
    DisabilityType.PHYSICAL: [("training", 45), ("device", 40), ("medical", 30), ("supportive", 25)],
    DisabilityType.HEARING: [("device", 65), ("training", 20), ("supportive", 20)],
    DisabilityType.VISUAL: [("device", 45), ("medical", 35), ("training", 25)],
    DisabilityType.MENTAL: [("medical", 70), ("psychological", 45), ("supportive", 25)],
    DisabilityType.INTELLECTUAL: [("training", 60), ("supportive", 40), ("psychological", 12)],
    DisabilityType.MULTIPLE: [("training", 45), ("device", 40), ("medical", 40), ("supportive", 30)],
    DisabilityType.SPEECH: [("training", 70), ("psychological", 12), ("supportive", 15)],
}
OTHER_NEEDS = [("training", 50), ("supportive", 30), ("medical", 30)]

SERVICE_WORDS = {
    "medical": ["用药指导", "理疗", "针灸推拿", "康复门诊复查"],
    "training": ["步态训练", "日常生活能力训练", "听力语言训练", "认知训练", "关节活动度训练"],
    "device": ["轮椅适配", "助听器适配", "助行器适配", "助视器适配", "坐便椅适配", "假肢适配"],
    "psychological": ["心理疏导", "家庭心理支持", "小组辅导"],
    "supportive": ["居家托养", "转介就医", "康复知识指导", "入户探访"],
}


def pick(rng, weighted):
    """One of (value, weight) pairs."""
    values, weights = zip(*weighted, strict=True)
    return rng.choices(values, weights)[0]


def pick_age(rng, classes) -> int:
    low, high = pick(rng, [((low, high), weight) for low, high, weight in classes])
    return rng.randint(low, high)


def full_name(rng, sex: str) -> str:
    given = MALE_GIVEN if sex == "1" else FEMALE_GIVEN
    return rng.choice(SURNAMES) + "".join(rng.choice(given) for _ in range(1 if rng.random() < 0.3 else 2))
