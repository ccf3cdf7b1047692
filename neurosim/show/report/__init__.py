"""What there is to see: each report is a generator that yields blocks. How they look is not decided here.

The table has a row for each class of results: the module and generator of its report, and of its pictures where it has
some. To add a report, write its generator in this folder and add a row; its class inherits `Viewable`.
"""

REPORTS = {
    "Experiment": ("experiment_report.experiment_report", None),
    "NeuralNetwork": ("network_report.network_report", None),
    "Trace": ("trace_report.trace_report", None),
    "Derivation": ("derivation_report.derivation_report", None),
    "GradientCheck": ("check_report.check_report", None),
    "Nudges": ("check_report.nudge_report", None),
    "Training": ("training_report.training_report", "pictures.training_pictures"),
    "Prediction": ("prediction_report.prediction_report", None),
    "Why": ("why_report.why_report", None),
    "Diagnosis": ("diagnosis_report.diagnosis_report", None),
    "Probing": ("probing_report.probing_report", None),
    "EngineDiagnosis": ("engine_report.engine_report", None),
    "Fingerprints": ("mistakes_report.mistakes_report", None),
    "Laboratory": ("laboratory_report.laboratory_report", "laboratory_report.laboratory_pictures"),
    "Slice": ("slice_report.slice_report", "slice_report.slice_pictures"),
    "Landscape": ("landscape_report.landscape_report", "landscape_report.landscape_pictures"),
    "StudentGrade": ("feedback_report.feedback_report", None),
    "ClassGrade": ("class_report.class_report", None),
    "TorchStep": ("torch_report.torch_report", None),
    "Sweep": ("sweep_report.sweep_report", "sweep_report.sweep_pictures"),
}
